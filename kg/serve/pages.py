"""What stands at the paths of a site: pages, nodes in the forms of RDF, files, and the graph itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from kg.serve.description import RDF_FORMS, RDF_NAMES, Form, describe_node, form_named
from kg.serve.links import assets
from kg.serve.negotiation import best
from kg.serve.opened import Opened
from kg.serve.rendered import Pages, Rendered
from kg.site.site import Document

METHODS = ("GET", "HEAD")
_HTML = "text/html"
_FOREVER = "public, max-age=31536000, immutable"
_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "json": "application/json",
    "map": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "woff2": "font/woff2",
    "txt": "text/plain; charset=utf-8",
}
_MOST_VALUES = 20


async def page_or_node(request: Request, served: Opened, pages: Pages) -> Response:
    """Answer with the page at a path, or with the description of the node of that name, as is accepted."""
    path = path_of(request)
    if path.startswith("/"):  # the start page stands at one slash only
        return await not_found(request, served)
    values = _values(request)
    node = served.node(path)
    if (wanted := values.pop("format", None)) and node is not None:
        media_type = wanted if wanted == "html" else None if wanted not in RDF_NAMES else _media_type(wanted)
        if media_type is None:
            words = f"There is no format {wanted[:20]!r}; the formats are html, {', '.join(RDF_NAMES)}."
            return await notice(request, served, 404, "No such format", words)
        asked: str | None = _HTML if media_type == "html" else media_type
    else:
        offers = (_HTML, *(RDF_FORMS if node is not None else ()))
        asked = best(request.headers.get("Accept"), offers)
    if node is not None and asked in RDF_FORMS:
        return await _node(request, served, pages, form_named(asked))
    page = await _page(request, served, pages, path, values)
    if page is None:
        return await not_found(request, served)
    is_html = page.media_type.startswith(_HTML)
    if is_html and asked != _HTML:
        return _not_acceptable(node is not None)
    return _answer(request, served, page, _others(path) if node is not None else {})


async def _node(request: Request, served: Opened, pages: Pages, form: Form) -> Response:
    path = path_of(request)
    node = served.node(path)
    assert node is not None

    def describe() -> Document | None:
        body = describe_node(served.store, node, served.base, form)
        return None if body is None else Document(form.content_type, body)

    described = await pages.get((path, "as", form.name), describe)
    if described is None:
        return await not_found(request, served)
    return _answer(request, served, described, _others(path))


async def _page(
    request: Request, served: Opened, pages: Pages, path: str, values: Mapping[str, str]
) -> Rendered | None:
    key = (path, *(part for pair in sorted(values.items()) for part in pair))
    return await pages.get(key, partial(served.site.document, path, values))


def _answer(request: Request, served: Opened, page: Rendered, headers: Mapping[str, str]) -> Response:
    zipped = accepts_gzip(request.headers)
    # Weak: the same page, whether compressed or not.
    tag = f'W/"{served.version}-{page.media_type.partition(";")[0]}"'
    said = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept, Accept-Encoding", **headers}
    if is_known(request.headers, tag):
        return Response(None, 304, said)
    if zipped:
        said["Content-Encoding"] = "gzip"
    said["Content-Type"] = page.media_type
    return Response(page.body(zipped), 200, said)


def static_file(request: Request) -> Response | None:
    """Answer with a file of `static/`, None where there is none of that name."""
    found = assets().get(request.path_params["name"])
    if found is None:
        return None
    tag = f'"{found.digest}"'
    forever = request.url.query == f"v={found.digest}"
    headers = {
        "ETag": tag,
        "Cache-Control": _FOREVER if forever else "no-cache",
        "Content-Type": _TYPES.get(found.path.suffix.removeprefix("."), "application/octet-stream"),
        "Vary": "Accept-Encoding",
    }
    if is_known(request.headers, tag):
        return Response(None, 304, headers)
    if accepts_gzip(request.headers) and found.zipped is not None:
        return Response(found.zipped, 200, {**headers, "Content-Encoding": "gzip"})
    return Response(found.body, 200, headers)


def graph_as_file(request: Request, served: Opened) -> Response:
    """Answer with the whole graph."""
    tag = f'"{served.version}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if is_known(request.headers, tag):
        return Response(None, 304, headers)
    return FileResponse(served.graph, 200, headers, "text/turtle; charset=utf-8", filename="graph.ttl")


async def not_found(request: Request, served: Opened) -> Response:
    """Answer that nothing stands at a path, which another one like it may be right for."""
    path = path_of(request)
    if path.endswith("/") and served.node(path.rstrip("/")) is not None:
        return RedirectResponse(f"/{path.rstrip('/')}", 308)
    return await notice(request, served, 404, "Not found", "The graph has nothing of this name.")


async def notice(request: Request, served: Opened, status: int, title: str, words: str) -> Response:
    """Answer with a reason, as a page for people."""
    headers = {"Vary": "Accept"}
    if best(request.headers.get("Accept"), ("text/plain", _HTML)) != _HTML:
        return Response(f"{words}\n", status, headers, "text/plain")
    document = served.site.notice(title, words)
    return Response(document.body, status, {**headers, "Content-Type": document.media_type})


def _not_acceptable(is_node: bool) -> Response:
    forms = (_HTML, *(form for form in RDF_FORMS if is_node))
    return Response(f"This comes as {', '.join(forms)}.\n", 406, {"Vary": "Accept"}, "text/plain")


def _others(path: str) -> dict[str, str]:
    """Return the header that names the other forms of a node."""
    forms = [("html", _HTML), *((name, _media_type(name)) for name in RDF_NAMES)]
    links = (f'</{path}?format={name}>; rel="alternate"; type="{media_type}"' for name, media_type in forms)
    return {"Link": ", ".join(links)}


def _media_type(name: str) -> str:
    return form_named(name).syntax.media_type


def path_of(request: Request) -> str:
    """Return the path of a request as it was sent, percent-encoded, without the first slash."""
    raw: bytes = request.scope["raw_path"]
    return raw.partition(b"?")[0].decode("ascii", "replace").removeprefix("/")


def _values(request: Request) -> dict[str, str]:
    try:
        return dict(parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=_MOST_VALUES))
    except ValueError:
        return {}


def accepts_gzip(headers: Headers) -> bool:
    """Tell whether a client takes compressed bodies."""
    for part in headers.get("Accept-Encoding", "").lower().split(","):
        name, _, quality = part.partition(";")
        if name.strip() == "gzip":
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def is_known(headers: Headers, tag: str) -> bool:
    """Tell whether a client has what bears this tag."""
    known = headers.get("If-None-Match", "")
    return known.strip() == "*" or tag.removeprefix("W/") in {
        each.strip().removeprefix("W/") for each in known.split(",")
    }
