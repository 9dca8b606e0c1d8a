"""HTML: what a reader of the page would see, as Markdown."""

import re
from typing import Any

from bs4 import BeautifulSoup, Comment, Tag
from markdownify import MarkdownConverter

from core.domain.document import SourceText
from core.ingest.readers.decoding import tidy
from core.ingest.readers.errors import WrongEncoding

_UNSEEN = ("script", "style", "nav", "template", "noscript", "head", "iframe", "svg", "img")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


class _Converter(MarkdownConverter):  # type: ignore[misc]
    """markdownify with the pipe escaped in cells, so that a table stays a table."""

    def convert_td(self, el: Any, text: str, parent_tags: Any) -> str:
        return str(super().convert_td(el, _in_cell(text), parent_tags))

    def convert_th(self, el: Any, text: str, parent_tags: Any) -> str:
        return str(super().convert_th(el, _in_cell(text), parent_tags))


def _in_cell(text: str) -> str:
    return text.replace("|", "\\|")


def html(raw: bytes) -> SourceText:
    """The visible text of a page as Markdown, and its `<title>`."""
    soup = BeautifulSoup(raw, "lxml")
    if soup.contains_replacement_characters:
        raise WrongEncoding
    title = soup.title.get_text(" ", strip=True) if soup.title else None
    return SourceText(as_markdown(soup), title or None)


def as_markdown(soup: BeautifulSoup) -> str:
    """The visible text of a parsed page as Markdown."""
    _drop_unseen(soup)
    converter = _Converter(
        heading_style="ATX", bullets="-", escape_asterisks=False, escape_underscores=False,
        table_infer_header=True,
    )
    text = tidy(str(converter.convert_soup(soup)))
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text)).strip() + "\n"


def _drop_unseen(soup: BeautifulSoup) -> None:
    for comment in soup.find_all(string=lambda string: isinstance(string, Comment)):
        comment.extract()
    for tag in soup.find_all(_unseen):
        # A parent found earlier takes its children with it.
        if not tag.decomposed:
            tag.decompose()


def _unseen(tag: Tag) -> bool:
    style = str(tag.get("style") or "")
    return (
        tag.name in _UNSEEN
        or tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(style))
    )
