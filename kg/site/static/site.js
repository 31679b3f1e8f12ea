"use strict";
// Pages work without any of this: it searches where there is no server, and lights up quotes that a mark cannot follow.

// --- searching a folder of pages; the same steps as kg/site/index.py ---

const LOOSE = new Set(["the", "international", "and"]);
const LETTERS = { "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss" };
const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
  "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"];
const MOST = 60;
const LEAST_NEAR = 4;
const NEARNESS = 0.6;

function fold(name) {
  const plain = name.toLowerCase().replace(/[øłđıæœß]/g, (letter) => LETTERS[letter]);
  const bare = plain.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase();
  const words = bare.replace(/[^\p{L}\p{N}_]+/gu, " ").trim().split(" ").filter(Boolean);
  const telling = words.filter((word) => !LOOSE.has(word));
  return telling.length ? telling : words;
}

function ordinal(number) {
  const endings = { 1: "st", 2: "nd", 3: "rd" };
  return `${number}${number % 100 > 10 && number % 100 < 14 ? "th" : endings[number % 10] || "th"}`;
}

function questionWords(question) {
  return fold(question.slice(0, 200)).map((word) => {
    const place = ORDINALS.indexOf(word);
    return place < 0 ? word : ordinal(place + 1);
  });
}

function rank(entry, whole) {
  const names = entry.dataset.names.split("|");
  if (names.includes(whole)) return 0;
  if (names.some((name) => name.startsWith(whole))) return 1;
  return entry.dataset.words.includes(` ${whole}`) ? 2 : 3;
}

function matching(entries, words) {
  if (!words.length) return [];
  const whole = words.join(" ");
  return entries
    .map((entry, place) => ({ entry, place }))
    .filter(({ entry }) => words.every((word) => entry.dataset.words.includes(` ${word}`)))
    .map(({ entry, place }) => ({ entry, place, rank: rank(entry, whole) }))
    .sort((one, other) => one.rank - other.rank || one.place - other.place)
    .map(({ entry }) => entry);
}

function pairs(word) {
  return new Set(Array.from(word).slice(1).map((letter, place) => Array.from(word)[place] + letter));
}

function likeness(one, other) {
  const [mine, yours] = [pairs(one), pairs(other)];
  const shared = [...mine].filter((pair) => yours.has(pair)).length;
  return (2 * shared) / (mine.size + yours.size || 1);
}

function near(word, vocabulary) {
  if (word.length < LEAST_NEAR) return word;
  let best = word;
  let most = NEARNESS;
  for (const each of vocabulary) {
    if (Math.abs(each.length - word.length) > 2) continue;
    const like = likeness(word, each);
    if (like > most) [best, most] = [each, like];
  }
  return best;
}

function find(entries, question) {
  const words = questionWords(question);
  const found = matching(entries, words);
  if (found.length || !words.length) return found;
  const named = entries.filter((entry) => entry.dataset.kind !== "article");
  const vocabulary = new Set(named.flatMap((entry) => entry.dataset.words.trim().split(" ")));
  return matching(entries, words.map((word) => near(word, vocabulary)));
}

function searchFolder(list) {
  const question = (new URLSearchParams(location.search).get("q") || "").trim();
  const input = document.querySelector(".hero-search input");
  if (!question || !input) return;
  input.value = question;
  const found = find(Array.from(list.children), question);
  const count = document.createElement("p");
  count.className = "soft";
  const shown = found.length > MOST ? `, of which the first ${MOST} are shown` : "";
  const results = found.length === 1 ? "1 result" : `${found.length.toLocaleString("en")} results`;
  count.textContent = found.length ? `${results}${shown}.` : "Nothing is known under this name.";
  const answers = document.createElement("ul");
  answers.className = "lines";
  answers.append(...found.slice(0, MOST));
  document.getElementById("found").replaceChildren(count, answers);
  document.title = `Search: ${question} · expograph`;
}

// --- quotes ---

// A quote that others overlap is in several pieces: all of them are shown where a link leads to it.
function showQuote() {
  document.querySelectorAll("mark.found").forEach((mark) => mark.classList.remove("found"));
  const anchor = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!anchor || !anchor.dataset.span) return;
  for (const mark of document.querySelectorAll("mark[data-spans]")) {
    if (mark.dataset.spans.split(" ").includes(anchor.dataset.span)) mark.classList.add("found");
  }
}

const folder = document.getElementById("search-index");
if (folder) searchFolder(folder);
window.addEventListener("hashchange", showQuote);
showQuote();
