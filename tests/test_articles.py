import io
import os
import random
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.articles
import kg.frontmatter
from kg.articles import parse_article, read_articles
from kg.errors import SourceError
from kg.model import Article, FindingCode

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
FRONT = "---\ntitle: Tea Fair opens\npublisher: The Daily Leaf\npublished: 2023-11-10\nurl: https://leaf.example/1\n"


def one(text: str) -> Article:
    (article,) = parse_article(text, "a").articles
    return article


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only_finding(path: Path) -> FindingCode:
    (finding,) = read_articles([path]).findings
    assert finding.source == str(path)
    assert finding.message.startswith(f"{path}: ")
    assert finding.message.endswith(".")
    return finding.code


def test_front_matter_fills_the_fields_and_the_body_starts_right_after_it() -> None:
    article = one(FRONT + "language: EN\nid: tea-1\n---\n The fair opened.\n")
    assert article.text == " The fair opened.\n"
    assert (article.id, article.title, article.publisher) == ("tea-1", "Tea Fair opens", "The Daily Leaf")
    assert (article.published, article.url, article.language) == (date(2023, 11, 10), "https://leaf.example/1", "en")


LINE_ENDINGS = st.sampled_from(["", " ", "  ", ":", " #", " # x", "\t", "\u2028", "\x85"])
VALUES = st.text(
    st.sampled_from("aZ09 .,:/#'\"\\&*!|>[]{}%@`~?=-_+()é\u00a0\ufeff\u2029\x07"), max_size=12
) | st.sampled_from(
    [
        "null",
        "~",
        "2023-11-10",
        "007",
        "https://example.org/a?b=c&d=e%20f",
        '"A fair: opened #1"',
        "- a",
        "? a",
        "yes",
    ]
)


@settings(max_examples=2000, derandomize=True, deadline=None)
@given(
    lines=st.lists(
        st.tuples(st.sampled_from(["id", "title", "null", "x"]), VALUES, LINE_ENDINGS), min_size=1, max_size=3
    )
)
def test_plain_front_matter_is_read_as_yaml_reads_it(lines: list[tuple[str, str, str]]) -> None:
    source = "".join(f"{key}: {value}{ending}\n" for key, value, ending in lines)
    quick = kg.frontmatter._simple_pairs(source)
    if quick:
        assert quick == list(kg.frontmatter._top_level_scalars(source))


def test_most_front_matter_is_plain() -> None:
    source = 'title: "Visitors up, says fair"\npublished: 2023-11-10\nurl: https://example.org/a\nlanguage: en\n'
    assert len(kg.frontmatter._simple_pairs(source)) == 4


def test_a_file_without_front_matter_is_all_body() -> None:
    article = one(" date 2023-11-10 The fair opened.")
    assert article.text == " date 2023-11-10 The fair opened."
    assert (article.id, article.title, article.publisher) == ("a", None, None)


def test_a_rule_of_dashes_that_nothing_closes_is_body() -> None:
    assert one("---\nThe fair opened.\n").text == "---\nThe fair opened.\n"


@pytest.mark.parametrize("null", ["null", "~", ""])
def test_null_fields_are_absent(null: str) -> None:
    article = one(f"---\ntitle: {null}\npublished: {null}\n---\nText")
    assert (article.title, article.published) == (None, None)
    assert one("---\ntitle: 'null'\n---\nText").title == "null"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_fold_to_one_character(end: str) -> None:
    assert one(f"---{end}title: T{end}---{end}One.{end}{end}Two.{end}").text == "One.\n\nTwo.\n"


def test_the_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"\xef\xbb\xbf---\ntitle: T\n---\nText")
    assert [(article.title, article.text) for article in read_articles([path]).articles] == [("T", "Text")]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(body=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_front_matter_never_changes_the_body(body: str) -> None:
    folded = body.replace("\r\n", "\n").replace("\r", "\n")
    assert one("---\ntitle: T\n---\n" + body).text == folded


@settings(max_examples=60, derandomize=True, deadline=None)
@given(junk=st.text(st.sampled_from("ab:'\"[]{}&*!|>-?#%@`\\\n\t 0\x00\ud800"), max_size=40))
def test_any_front_matter_is_survived(junk: str) -> None:
    (article,) = parse_article(f"---\n{junk}\nurl: u\n---\nText", "a").articles
    assert article.text.endswith("Text")
    for value in (article.id, article.title or "", article.url or ""):
        assert not {unicodedata.category(character) for character in value} & {"Cc", "Cs"}


# --- bad front matter ---


@pytest.mark.parametrize(
    ("matter", "problem"),
    [
        ("title: Sweets: a fair", "is not YAML (line 2)"),
        ("title: [Sweets", "is not YAML"),
        ("- title\n- url", "is not a list of `name: value` lines"),
        ("Sweets and nothing else", "is not a list of `name: value` lines"),
        ("a: &a [x, x]\nb: &b [*a, *a]\ntitle: *b", "uses YAML aliases"),
        ("title: " + "[" * 5000, "is nested too deeply"),
        ("title: " + "x" * 70_000, "is longer than 64 KB"),
        ("published: 2023-02-30", "is not a date"),
        ("published: last week", "is not a date"),
    ],
)
def test_bad_front_matter_is_a_finding_and_the_body_is_read(matter: str, problem: str) -> None:
    parsed = parse_article(f"---\n{matter}\n---\nText", "a", "folder/a.txt")
    assert [article.text for article in parsed.articles] == ["Text"]
    (finding,) = parsed.findings
    assert finding.code is FindingCode.BAD_FRONT_MATTER
    assert finding.message.startswith("folder/a.txt: ")
    assert problem in finding.message


def test_what_can_be_saved_of_bad_front_matter_is_saved() -> None:
    article = one(
        '---\nid: *alias\ntitle: Sweets: a fair\npublisher: "The Daily"\npublished: 2023-11-10\nurl: null\n---\nText'
    )
    assert (article.id, article.title, article.publisher) == ("a", "Sweets: a fair", "The Daily")
    assert (article.published, article.url) == (date(2023, 11, 10), None)


def test_values_are_text_whatever_yaml_makes_of_them() -> None:
    article = one("---\nid: 007\ntitle: 2023-11-10\npublisher: yes\n---\nText")
    assert (article.id, article.title, article.publisher) == ("007", "2023-11-10", "yes")


# --- publication dates ---


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (" date 2023-11-10 The fair has come to an end", date(2023, 11, 10)),
        ("News\n\nrelease time:\n\n2022-05-13 11:59\n\nOn June 9th", date(2022, 5, 13)),
        ("Coming soon!\nA title\n   2023-11-24 09:30   \n\nText", date(2023, 11, 24)),
        ("Published: 10 Nov 2023\nText", date(2023, 11, 10)),
        ("PUBLISHED ON NOVEMBER 10, 2023\nText", date(2023, 11, 10)),
        ("Staff writer | Daily Leaf | Updated: 2023-11-06 09:12\nText", date(2023, 11, 6)),
        ("Updated 2023-11-08\nPublished 2023-11-06\nText", date(2023, 11, 6)),
        ("Last updated:\n2023-11-08\n2023-11-06\nText", date(2023, 11, 6)),
        ("Source: Agency| 2020-09-04 11:36:21|Editor: someone\nText", date(2020, 9, 4)),
        ("Friday, 10th November 2023, 9:30 am GMT\nText", date(2023, 11, 10)),
        ("2023-11-10T09:30:00+08:00\nText", date(2023, 11, 10)),
        ("2023/11/10\nText", date(2023, 11, 10)),
        ("The fair opens on November 5, 2023 in Shanghai.", None),
        ("November 5, 2023 is the day on which the fair opens.", None),
        ("November 5-10, 2023\nText", None),
        ("5-10 November 2023\nText", None),
        ("2023-02-30\nText", None),
        ("11/10/2023\nText", None),
        ("+86-21-2023-1110\nText", None),
        ("The update of the fair\nText", None),
        ("Text. " * 200 + "\n2023-11-10\n", None),
    ],
)
def test_publication_date_from_page_furniture(body: str, expected: date | None) -> None:
    assert one(body).published == expected


def test_front_matter_has_the_last_word_on_the_date() -> None:
    assert one("---\npublished: 2023-11-11\n---\n2023-11-10\nText").published == date(2023, 11, 11)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared articles are not beside this checkout")
def test_publication_dates_of_the_five_real_articles() -> None:
    sources = read_articles([SHARED / "seeds/articles"])
    assert [article.published for article in sources.articles] == [
        date(2023, 11, 10),
        None,
        date(2023, 11, 24),
        date(2022, 5, 13),
        None,
    ]
    assert sources.findings == ()


def test_no_furniture_is_seen_in_the_corpus_that_belies_its_front_matter() -> None:
    for path in sorted((ROOT / "benchmarks/corpus/articles").glob("*.txt")):
        article = one(path.read_text(encoding="utf-8"))
        body_only = one(article.text).published
        # One text is a look back that prints the date of the paper it quotes.
        if path.stem != "w2-jakarta-1979-files" and body_only:
            assert body_only == article.published, path.stem


# --- files and folders ---


def test_a_folder_is_read_at_any_depth_and_sorted(tmp_path: Path) -> None:
    for name in ("z.txt", "b/y.md", "b/c/x.TXT", "notes.html", ".hidden.txt", ".git/w.txt", "README.md"):
        write(tmp_path / name, "The fair opened.")
    sources = read_articles([tmp_path])
    assert [article.id for article in sources.articles] == ["x", "y", "z"]
    assert sources.findings == ()


def test_a_build_among_the_articles_is_not_read_as_articles(tmp_path: Path) -> None:
    for name in ("a.txt", "out/graph.ttl", "out/build.json", "out/report.txt", "notes/report.txt"):
        write(tmp_path / name, "The fair opened.")
    assert [article.id for article in read_articles([tmp_path]).articles] == ["a", "report"]


def test_a_named_file_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    assert [a.id for a in read_articles([write(tmp_path / "a.news", "Text")]).articles] == ["a"]


def test_a_file_named_twice_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt", "Text")
    monkeypatch.chdir(tmp_path)
    sources = read_articles([".", "a.txt", "./a.txt", tmp_path / "a.txt"])
    assert [article.id for article in sources.articles] == ["a"]
    assert sources.findings == ()


def test_standard_input_is_one_article() -> None:
    sources = read_articles(["-"], stdin=io.BytesIO(b"---\ntitle: T\n---\nText"))
    assert [(a.id, a.title, a.text, a.source) for a in sources.articles] == [("stdin", "T", "Text", "-")]


def test_a_missing_input_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere: no such file or folder"):
        read_articles([tmp_path / "nowhere"])


def test_an_empty_folder_is_a_finding(tmp_path: Path) -> None:
    assert only_finding(tmp_path) is FindingCode.EMPTY_FILE


@pytest.mark.parametrize("content", ["", " \n\t\n", "---\ntitle: T\n---\n\n", "---\ntitle: T\n---"])
def test_a_file_without_text_is_a_finding(tmp_path: Path, content: str) -> None:
    path = write(tmp_path / "a.txt", content)
    assert only_finding(path) is FindingCode.EMPTY_FILE
    assert read_articles([path]).articles == ()


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\x01\x02\x03\x04 words",
        b"\x81\x8d\x8f\x90\x9d\xff\xff",
        b"\xff\xfe\x00\xd8\x00",
        bytes(range(1, 32)) * 20 + b"\xff",
    ],
)
def test_a_binary_file_is_a_finding(tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path / "a.txt", content)
    assert only_finding(path) is FindingCode.BINARY_FILE
    assert read_articles([path]).articles == ()


@pytest.mark.parametrize(
    ("content", "text", "assumed"),
    [
        ("Caf\xe9 \u201cK\xf6ln\u201d".encode("cp1252"), "Café “Köln”", "Windows-1252"),
        ("\ufeffKöln – 科隆".encode("utf-16-le"), "Köln – 科隆", "UTF-16"),
        ("\ufeffKöln – 科隆".encode("utf-16-be"), "Köln – 科隆", "UTF-16"),
        ("Köln – 科隆 ".encode() + b"\xff fair", "Köln – 科隆 \ufffd fair", "UTF-8 with some damaged letters"),
    ],
)
def test_another_encoding_is_read_and_a_finding(tmp_path: Path, content: bytes, text: str, assumed: str) -> None:
    path = write(tmp_path / "a.txt", content)
    assert only_finding(path) is FindingCode.WRONG_ENCODING
    sources = read_articles([path])
    assert [article.text for article in sources.articles] == [text]
    assert assumed in sources.findings[0].message


def test_a_stray_control_character_does_not_make_a_text_binary(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "The fair opened.\x0c\x08 " * 20)
    assert only_finding(path) is FindingCode.BINARY_FILE  # one in nineteen is too many
    path = write(tmp_path / "a.txt", "\x08" + "The fair opened. " * 20)
    assert read_articles([path]).findings == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_finding(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "Text")
    path.chmod(0)
    assert only_finding(path) is FindingCode.UNREADABLE_FILE


def test_a_file_that_fails_while_it_is_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt", "Text")
    write(tmp_path / "b.txt", "Text")
    plain = Path.open

    def failing(path: Path, mode: str) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return plain(path, mode)

    monkeypatch.setattr(Path, "open", failing)
    sources = read_articles([tmp_path])
    assert [article.id for article in sources.articles] == ["b"]
    assert [(f.code, f.message) for f in sources.findings] == [
        (
            FindingCode.UNREADABLE_FILE,
            f"{tmp_path / 'a.txt'}: the file cannot be read (permission denied); it was skipped.",
        )
    ]


def test_links_within_a_folder_are_followed_once_and_links_out_of_it_never(tmp_path: Path) -> None:
    secret = write(tmp_path / "outside/secret.txt", "Secret")
    inside = write(tmp_path / "in/a.txt", "Text")
    (tmp_path / "in/again.txt").symlink_to(inside)
    (tmp_path / "in/leak.txt").symlink_to(secret)
    (tmp_path / "in/leaks").symlink_to(secret.parent)
    (tmp_path / "in/broken.txt").symlink_to(tmp_path / "in/gone.txt")
    sources = read_articles([tmp_path / "in"])
    assert [article.text for article in sources.articles] == ["Text"]
    assert sorted((Path(f.source or "").name, f.code) for f in sources.findings) == [
        ("broken.txt", FindingCode.UNREADABLE_FILE),
        ("leak.txt", FindingCode.UNREADABLE_FILE),
        ("leaks", FindingCode.UNREADABLE_FILE),
    ]


def test_a_link_that_is_named_itself_is_followed(tmp_path: Path) -> None:
    target = write(tmp_path / "t.txt", "Text")
    (tmp_path / "link.txt").symlink_to(target)
    assert [article.text for article in read_articles([tmp_path / "link.txt"]).articles] == ["Text"]


def test_a_named_pipe_is_a_finding_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert [f.code for f in read_articles([tmp_path]).findings] == [FindingCode.UNREADABLE_FILE]


def test_a_huge_file_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.articles, "_LARGEST", 10)
    assert read_articles([write(tmp_path / "a.txt", "x" * 10)]).findings == ()
    assert only_finding(write(tmp_path / "b.txt", "x" * 11)) is FindingCode.UNREADABLE_FILE


def test_a_file_name_that_is_not_utf8_can_be_shown(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/k\xf6ln.txt"
    try:
        with open(name, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib takes no bytes
            file.write("Text")
    except OSError:
        pytest.skip("the file system takes only UTF-8 names")
    (article,) = read_articles([tmp_path]).articles
    assert article.id == "k\ufffdln"
    assert article.source.encode()


# --- ids ---


@pytest.mark.parametrize(("second", "said"), [("Text", "the same text"), ("Other", "another text")])
def test_of_two_articles_with_one_id_the_first_by_source_is_kept(tmp_path: Path, second: str, said: str) -> None:
    inputs = [write(tmp_path / "b/a.txt", second), write(tmp_path / "a/a.txt", "Text")]
    for order in (inputs, inputs[::-1]):
        sources = read_articles(order)
        assert [article.source for article in sources.articles] == [str(tmp_path / "a/a.txt")]
        (finding,) = sources.findings
        assert finding.code is FindingCode.DUPLICATE_ID
        assert finding.source == str(tmp_path / "b/a.txt")
        assert str(tmp_path / "a/a.txt") in finding.message
        assert said in finding.message


def test_the_order_of_the_inputs_does_not_matter(tmp_path: Path) -> None:
    inputs = [write(tmp_path / f"{n % 3}/{n % 5}.txt", f"Text {n}" if n % 4 else "") for n in range(15)]
    expected = read_articles(inputs)
    for seed in range(5):
        shuffled = random.Random(seed).sample(inputs, len(inputs))
        assert read_articles(shuffled) == expected
