"""A document's text as HTML of our own making: nothing in it runs, loads, links or pretends to be ours."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.strings import Sources
from core.domain.document import PageStart

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document; `anchor` is the id it has in the HTML, `depth` counts from 0."""

    anchor: str
    depth: int
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML without scripts, pictures, links or attributes of the document's choosing; its outline."""

    html: str
    outline: tuple[Heading, ...]


def rendered(body: str, pages: Sequence[PageStart] = (), title: str = "") -> Rendered:
    """A Markdown text to read under a heading of the first level, which is `title`.

    A first heading that only repeats the title is left out; where a page begins is marked.
    """
    tokens = _MARKDOWN.parse(body)
    for token in tokens:
        token.children = list(_harmless(token.children or ())) or None
    tokens = _without_title(tokens, title)
    outline = _numbered(tokens)
    marked = list(_with_pages(tokens, body, pages))
    return Rendered(_MARKDOWN.renderer.render(marked, _MARKDOWN.options, {}), outline)


def _harmless(inline: Iterable[Token]) -> Iterator[Token]:
    """Links and pictures as text that says where they led and what they showed."""
    target, words = "", ""
    for token in inline:
        match token.type:
            case "link_open":
                target, words = str(token.attrs.get("href", "")), ""
            case "link_close":
                yield _text("" if words and target.endswith(words) else f" ({target})")
            case "image":
                alone = not token.content.strip()
                yield _text(Sources.PICTURE_ALONE if alone else _picture(token.content))
            case _:
                words += token.content
                yield token


def _picture(words: str) -> str:
    return Sources.PICTURE.format(text=words)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _without_title(tokens: list[Token], title: str) -> list[Token]:
    repeats = tokens and tokens[0].type == "heading_open" and _words(tokens[1]) == title
    return tokens[3:] if repeats else tokens


def _words(inline: Token) -> str:
    return "".join(
        " " if each.type in {"softbreak", "hardbreak"} else each.content
        for each in inline.children or ()
    ).strip()


def _numbered(tokens: list[Token]) -> tuple[Heading, ...]:
    """Give headings their anchors, and the levels below the page's own heading."""
    opened = [index for index, each in enumerate(tokens) if each.type == "heading_open"]
    highest = min((int(tokens[index].tag[1]) for index in opened), default=1)
    outline = []
    for number, index in enumerate(opened, start=1):
        depth = int(tokens[index].tag[1]) - highest
        tag = f"h{min(depth + 2, _DEEPEST)}"
        anchor = f"part-{number}"
        tokens[index].tag = tokens[index + 2].tag = tag
        tokens[index].attrs = {"id": anchor}
        outline.append(Heading(anchor, depth, _words(tokens[index + 1])))
    return tuple(heading for heading in outline if heading.text)


def _with_pages(tokens: list[Token], body: str, pages: Sequence[PageStart]) -> Iterator[Token]:
    """The tokens, with a mark before the first block of each page and tables that can be scrolled."""
    lines = list(accumulate((len(line) + 1 for line in body.split("\n")), initial=0))
    waiting = list(pages) if len(pages) > 1 else []
    for token in tokens:
        if token.level == 0 and token.map and token.nesting >= 0:
            while waiting and waiting[0].offset <= lines[token.map[0]]:
                yield _html(f'<p class="page">{_page(waiting.pop(0))}</p>')
        if token.type == "table_open":
            yield _html(
                f'<div class="wide" role="region" tabindex="0" aria-label="{escape(Sources.TABLE)}">'
            )
        yield token
        if token.type == "table_close":
            yield _html("</div>")


def _page(page: PageStart) -> str:
    return escape(Sources.PAGE_OF.format(number=page.number))


def _html(content: str) -> Token:
    return Token("html_block", "", 0, content=content)
