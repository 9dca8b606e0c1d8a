"""HTML: what a reader of the page would see, as Markdown."""

import re
from copy import copy

from bs4 import BeautifulSoup, Comment, Tag
from markdownify import MarkdownConverter

from core.domain.document import SourceText
from core.ingest.readers.decoding import decode, tidy
from core.ingest.readers.errors import WrongEncoding

_UNSEEN = ("script", "style", "nav", "template", "noscript", "head", "iframe", "svg", "img")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_UTF8 = ("utf-8", "utf8")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


def html(raw: bytes) -> SourceText:
    """The visible text of a page as Markdown, and its `<title>`."""
    declared = _DECLARED.search(raw, 0, 4096)
    encoding = declared.group(1).decode() if declared else ""
    if encoding and encoding.casefold() not in _UTF8:
        soup = BeautifulSoup(raw, "lxml", from_encoding=encoding)
    else:
        soup = BeautifulSoup(decode(raw), "lxml")
    if soup.contains_replacement_characters:
        raise WrongEncoding
    title = soup.title.get_text(" ", strip=True) if soup.title else None
    return SourceText(as_markdown(soup), title or None)


def as_markdown(soup: BeautifulSoup) -> str:
    """The visible text of a parsed page as Markdown."""
    _drop_unseen(soup)
    for table in soup.find_all("table"):
        _fill_spanned_rows(table)
        _escape_pipes(table)
        _put_caption_before(table)
    converter = MarkdownConverter(
        heading_style="ATX",
        bullets="-",
        escape_asterisks=False,
        escape_underscores=False,
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


def _escape_pipes(table: Tag) -> None:
    for string in table.find_all(string=lambda string: "|" in (string or "")):
        string.replace_with(string.replace("|", "\\|"))


def _put_caption_before(table: Tag) -> None:
    """A caption inside the table would keep its first row from being taken for the header."""
    if table.caption:
        caption = table.caption.extract()
        caption.name = "p"
        table.insert_before(caption)


def _fill_spanned_rows(table: Tag) -> None:
    """A cell that spans rows stands in each of them, so that every row can be read alone."""
    rows = table.find_all("tr")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row.find_all(["td", "th"], recursive=False)):
            span = _number(cell.get("rowspan"))
            if span < 2:
                continue
            cell["rowspan"] = "1"
            for below in rows[at + 1 : at + span]:
                cells = below.find_all(["td", "th"], recursive=False)
                if column < len(cells):
                    cells[column].insert_before(copy(cell))
                else:
                    below.append(copy(cell))


def _number(value: object) -> int:
    return int(value) if isinstance(value, str) and value.isdigit() and len(value) < 5 else 1


def _unseen(tag: Tag) -> bool:
    style = str(tag.get("style") or "")
    return (
        tag.name in _UNSEEN
        or tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(style))
    )
