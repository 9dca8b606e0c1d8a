"""Markdown and plain text."""

import re
from types import MappingProxyType

from core.domain.document import SourceText
from core.ingest.readers.decoding import decode
from core.ingest.readers.errors import Corrupt

_FENCE = re.compile(r"\s*---[ \t]*\n")
_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)


def plain(raw: bytes) -> SourceText:
    """Plain text, as it is."""
    return SourceText(decode(raw))


def markdown(raw: bytes) -> SourceText:
    """The body, exactly; the YAML front matter as `metadata`; the title it or a heading gives."""
    text = decode(raw)
    if not _FENCE.match(text):
        return SourceText(text, _first_heading(text))
    import frontmatter  # noqa: PLC0415 - imports a YAML parser
    from yaml import YAMLError  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        metadata, _ = frontmatter.parse(text)
    except (YAMLError, ValueError) as error:
        raise Corrupt(f"Its front matter is not valid YAML: {error}") from error
    body = _body(text) if metadata else text
    title = metadata.get("title")
    return SourceText(
        body,
        str(title) if title else _first_heading(body),
        metadata=MappingProxyType(dict(metadata)),
    )


def _body(text: str) -> str:
    """What follows the front matter, with white space kept as it is but for leading blank lines."""
    closing = re.search(r"^---[ \t]*$\n?", text[text.index("---") + 3 :], re.MULTILINE)
    start = text.index("---") + 3 + (closing.end() if closing else 0)
    return text[start:].lstrip("\n")


def _first_heading(text: str) -> str | None:
    found = _TITLE.search(text)
    return found.group(1) if found else None
