"""Passages in their documents: the quoted spans marked, in the whole text or in what stands around them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.views.document import Rendered, rendered
from core.domain.document import PageStart

Span = tuple[int, int]
AROUND = 1_200  # characters shown on either side of a passage
ANCHOR = "passage"  # the id of the first mark

# private characters: no document needs them, and Markdown takes them for letters
_BEGIN, _END = "\ue000", "\ue001"
_SIGN = re.compile(f"([{_BEGIN}{_END}])")
_MARK = re.compile(r"</?mark[^>]*>")
_TAG = re.compile(r"(<[^>]+>)")
_LINE = re.compile(r"[^\n]+")
_BLOCK_MARKUP = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|#{1,6}[ \t]+)*")
_FENCE = re.compile(r"[ \t>]*(?:```|~~~)")
_WORD = re.compile(r"[\"'“‘(€$£]*[^\W_]")
_TRAILING_MARKUP = " \t\n|*_~`#=-:"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a document, whose `spans` and `pages` count from its own beginning."""

    body: str
    spans: tuple[Span, ...]
    pages: tuple[PageStart, ...]
    cut_before: bool
    cut_after: bool


def highlighted(
    body: str, spans: Sequence[Span], pages: Sequence[PageStart] = (), title: str = ""
) -> Rendered:
    """`document.rendered`, with the spans of `body` in `mark` elements, the first of them `#passage`.

    A mark changes nothing of what is said: one that cannot stand where a span ends is widened to
    whole lines, and left out where it cannot stand there either.
    """
    unmarked = rendered(body, pages, title)
    for each in (spans, [_lines(body, *span) for span in spans]):
        made = _with_marks(body, each, pages, title)
        if _MARK.sub("", made.html) == unmarked.html:
            return made
    return unmarked


def excerpt(body: str, spans: Sequence[Span], pages: Sequence[PageStart] = ()) -> Excerpt:
    """What stands around the spans, from one empty line to another."""
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    opening = body.rfind("\n\n", 0, max(0, first - AROUND))
    closing = body.find("\n\n", last + AROUND)
    start = 0 if opening < 0 else opening + 2
    end = len(body) if closing < 0 else closing
    return Excerpt(
        body[start:end],
        tuple((each[0] - start, each[1] - start) for each in spans),
        tuple(
            replace(page, offset=page.offset - start)
            for page in pages
            if start <= page.offset < end
        ),
        cut_before=start > 0,
        cut_after=end < len(body),
    )


def _with_marks(
    body: str, spans: Sequence[Span], pages: Sequence[PageStart], title: str
) -> Rendered:
    wanted = [words for span in spans if (words := _words(body, *span))]
    signs = sorted(
        [(start, _BEGIN) for start, _ in wanted] + [(end, _END) for _, end in wanted],
        key=lambda sign: sign[0],
    )
    moved = [replace(each, offset=each.offset + _before(signs, each.offset)) for each in pages]
    made = rendered(_with(_SIGN.sub("\ufffd", body), signs), moved, title)
    outline = tuple(replace(each, text=_SIGN.sub("", each.text)) for each in made.outline)
    return Rendered("".join(_marked(made.html)), outline)


def _lines(body: str, start: int, end: int) -> Span:
    closing = body.find("\n", end)
    return body.rfind("\n", 0, start) + 1, len(body) if closing < 0 else closing


def _words(body: str, start: int, end: int) -> Span | None:
    """The span from its first word on, to its last: a sign in markup would change what it means."""
    first = body.rfind("\n", 0, start) + 1
    for line in _LINE.finditer(body, first, end):
        if _FENCE.match(line[0]):
            continue
        markup = _BLOCK_MARKUP.match(line[0])
        begin = line.start() + (markup.end() if markup else 0)
        if word := _WORD.search(body, max(start, begin), line.end()):
            return word.start(), word.start() + len(
                body[word.start() : end].rstrip(_TRAILING_MARKUP)
            )
    return None


def _before(signs: Sequence[tuple[int, str]], offset: int) -> int:
    return sum(position < offset for position, _ in signs)


def _with(body: str, signs: Sequence[tuple[int, str]]) -> str:
    parts, position = [], 0
    for at, sign in signs:
        parts += [body[position:at], sign]
        position = at
    return "".join([*parts, body[position:]])


def _marked(html: str) -> Iterator[str]:
    """Every run of text between two signs in a `mark` of its own, so that no element is cut in two."""
    depth, identity = 0, f' id="{ANCHOR}"'
    for part in _TAG.split(html):
        if part.startswith("<"):
            yield part
            continue
        for piece in _SIGN.split(part):
            if piece in {_BEGIN, _END}:
                depth += 1 if piece == _BEGIN else -1
            elif depth > 0 and piece.strip():
                yield f"<mark{identity}>{piece}</mark>"
                identity = ""
            else:
                yield piece
