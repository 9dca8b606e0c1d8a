"""Tables that are written in bars alone, without Markdown's line under the header.

Texts taken out of spreadsheets and web pages have them. They become tables like any other.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from core.ingest.chunking.markdown import Block, Kind, lines
from core.ingest.chunking.sentences import Span

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*")
_LEAST_ROWS = 2


def with_bare_tables(text: str, found: Iterable[Block]) -> Iterator[Block]:
    """`found` with paragraphs whose every line has the same number of bars as tables."""
    for block in found:
        is_table = block.kind is Kind.PARAGRAPH and block.level == 0 and _is_table(text, block)
        yield replace(block, kind=Kind.TABLE) if is_table else block


def is_ruled(text: str, line: Span) -> bool:
    """Whether a line is the one under a table's header."""
    return bool(_RULE.fullmatch(text, line.start, line.end))


def _is_table(text: str, block: Block) -> bool:
    rows = list(lines(text, block))
    bars = {len(_BAR.findall(text, row.start, row.end)) for row in rows}
    return len(rows) >= _LEAST_ROWS and len(bars) == 1 and 0 not in bars
