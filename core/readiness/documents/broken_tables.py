"""Tables that lost their shape: ragged rows, no header, a caption without its table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.ingest.chunking.layout import Layout
from core.ingest.chunking.markdown import Block
from core.ingest.chunking.markdown import Kind as BlockKind
from core.readiness.documents.flattened import flattened
from core.readiness.documents.passages import cells, plain, plan
from core.readiness.documents.reading import Text
from core.readiness.finding import Evidence, Finding, Kind, Severity, Where

SHOWN = 5
NEAR = 400  # characters between a caption and the lines that its table has become
WRITTEN_AS_TEXT = (".md", ".markdown", ".txt")  # elsewhere it is a reader that rules the header off
LONGEST_CAPTION = 30  # words
_RULE = re.compile(r"\s*\|?[\s:|=-]*-[\s:|=-]*\|[\s:|=-]*|\s*\|[\s:|=-]*-[\s:|=-]*")
_CAPTION = re.compile(r"[*_]*table\s+(?:\d[\w.-]*?|[ivxlc]+|[a-z])\b[*_]*\s*[.:–—-]", re.IGNORECASE)
_NUMBER = re.compile(r"(?:[A-Z]{3}|[€£$])?\s*\d[\d.,]*\s*%?")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/–]\d\d(?:\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Broken:
    """What is wrong with a table: the span, the lines that show it, and the words for it."""

    key: str
    start: int
    end: int
    lines: tuple[str, ...]
    what: str
    affected: int
    out_of: int


def found(texts: Sequence[Text]) -> Iterator[Finding]:
    """A finding for each way in which a document's table is broken."""
    for text in texts:
        for broken in _in(text):
            yield _finding(text, broken)


def _in(text: Text) -> Iterator[Broken]:
    taken = plan(text.text)
    loose = [
        Broken(
            "flattened", run.start, run.end, run.lines, FLATTENED, len(run.lines), len(run.lines)
        )
        for run in flattened(text.text, taken.blocks)
    ]
    yield from loose
    by_hand = text.source.lower().endswith(WRITTEN_AS_TEXT)
    for index, block in enumerate(taken.blocks):
        if _is_piped(text.text, block) and (not by_hand or _is_ruled(text.text, block)):
            yield from _table(text.text, block)
        elif block.kind is not BlockKind.CODE:
            near = any(abs(each.start - block.end) < NEAR for each in loose)
            yield from _unruled(text.text, block) if by_hand else ()
            yield from () if near else _captions(taken, index)


def _is_piped(text: str, block: Block) -> bool:
    lines = text[block.start : block.end].split("\n")
    rows = sum(line.lstrip().startswith("|") for line in lines)
    return block.kind is BlockKind.TABLE or (len(lines) > 1 and rows == len(lines))


def _is_ruled(text: str, block: Block) -> bool:
    lines = text[block.start : block.end].split("\n")
    return len(lines) > 1 and bool(_RULE.fullmatch(lines[1]))


FLATTENED = "a table whose cells have become plain lines, so that no value is tied to its column"


def _table(text: str, block: Block) -> Iterator[Broken]:
    lines = [line for line in text[block.start : block.end].split("\n") if line.strip()]
    header = cells(lines[0])
    rows = [line for line in lines[1:] if "|" in line and not _RULE.fullmatch(line)]
    ragged = tuple(line for line in rows if len(cells(line)) != len(header))
    name = f"the table under {lines[0].strip()!r}"
    if ragged:
        yield Broken(
            f"ragged:{lines[0]}:{ragged[0]}",
            block.start,
            block.end,
            (lines[0], *ragged),
            f"rows with more or fewer cells than the header has, in {name}",
            len(ragged),
            len(rows),
        )
    if rows and _headless(header, rows):
        yield Broken(
            f"header:{lines[0]}:{rows[0]}",
            block.start,
            block.end,
            tuple(lines),
            f"a table without names for its columns; it begins {lines[0].strip()!r}",
            1,
            1,
        )


def _headless(header: tuple[str, ...], rows: Sequence[str]) -> bool:
    """Whether the header is empty, or is a row of data like those below it."""
    if 2 * sum(not name for name in header) > len(header):
        return True
    below = cells(rows[0])
    numbers = [
        at
        for at, name in enumerate(header)
        if _NUMBER.fullmatch(name) and not _YEAR.fullmatch(name)
    ]
    like = [at for at in numbers if at < len(below) and _NUMBER.fullmatch(below[at])]
    return bool(like) and 2 * len(like) >= len(header) - 1


def _unruled(text: str, block: Block) -> Iterator[Broken]:
    """Lines with cells that are no table, since the line under the header is missing or too short."""
    lines = [line for line in text[block.start : block.end].split("\n") if line.strip()]
    rows = [line for line in lines if line.count("|") >= 2 and not _RULE.fullmatch(line)]
    if len(rows) >= 2 and len(rows) >= len(lines) - 2:
        ruled = any(_RULE.fullmatch(line) for line in lines)
        why = "has another number of cells" if ruled else "is missing"
        yield Broken(
            f"unruled:{rows[0]}:{rows[1]}",
            block.start,
            block.end,
            tuple(lines),
            f"rows that are not read as a table, since the line under their header {why}; they "
            f"begin {rows[0].strip()!r}",
            len(rows),
            len(rows),
        )


def _captions(taken: Layout, index: int) -> Iterator[Broken]:
    block = taken.blocks[index]
    words = taken.text[block.start : block.end]
    if not _CAPTION.match(plain(words)) or len(words.split()) > LONGEST_CAPTION:
        return
    around = taken.blocks[max(0, index - 1) : index + 3]
    pictured = any("![" in taken.text[each.start : each.end] for each in around)
    held = any(each.kind in (BlockKind.TABLE, BlockKind.CODE) for each in around)
    piped = any(taken.text[each.start : each.end].count("|") > 3 for each in around)
    if not held and not pictured and not piped:
        yield Broken(
            f"caption:{plain(words)}",
            block.start,
            block.end,
            (plain(words),),
            f"the caption {plain(words)!r} and no table by it",
            1,
            1,
        )


def _finding(text: Text, broken: Broken) -> Finding:
    return Finding(
        kind=Kind.BROKEN_TABLE,
        where=Where(text.source, span=(broken.start, broken.end)),
        what=f"{text.source} has {broken.what}.",
        poisons="A value is read under the wrong column or row, or is not found at all.",
        remedy="Mend the table in its source: one header, one cell for each column in every row, "
        "the caption directly above it.",
        severity=Severity.HIGH if broken.key.startswith(("ragged", "flat")) else Severity.MEDIUM,
        confidence=0.9,
        affected=broken.affected,
        out_of=broken.out_of,
        evidence=tuple(
            Evidence(text.source, (("text", line.strip()),), span=(broken.start, broken.end))
            for line in broken.lines[:SHOWN]
        ),
        key=broken.key if broken.key != "flattened" else f"flattened:{broken.lines[0].strip()}",
    )
