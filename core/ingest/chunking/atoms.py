"""The smallest parts a text is cut into, and what each cut costs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from core.ingest.chunking.cues import leans_on_what_precedes
from core.ingest.chunking.layout import HELD, Layout
from core.ingest.chunking.markdown import Kind
from core.ingest.chunking.measure import Measure
from core.ingest.chunking.prefix import Repeats
from core.ingest.chunking.sentences import fragments

# The unit is a chunk: one more chunk costs 1. What must not be parted costs far more than any
# chunk saved could be worth, so it is parted only where nothing else fits.
SECTION, PARAGRAPH, LEANING = 0.0, 0.4, 1.5
SENTENCE = 2.0
ITEM, DEEPER = 0.8, 0.2
ROW, LINE = 3.0, 5.0
WHOLE = 8.0
LEAD, CUE, MIDSENTENCE, HEADING = 60.0, 80.0, 150.0, 400.0
_FINENESS = 16
_RUN_IN_HEADING = 60


@dataclass(frozen=True, slots=True)
class Atom:
    """A span that stays whole, its size in word pieces, and what it costs to cut before it.

    `repeated` is what a chunk beginning here has to repeat. `opens` marks a section's heading.
    """

    start: int
    end: int
    size: int
    path: tuple[str, ...]
    cut: float
    repeated: str = ""
    opens: bool = False


def atoms(plan: Layout, measure: Measure) -> list[Atom]:
    """The atoms of a text in order; what lies between them is white space."""
    found: list[Atom] = []
    owners: list[int] = []
    for index in range(len(plan.blocks)):
        for atom in _atoms_of(plan, measure, index):
            found.append(atom)
            owners.append(index)
    found = _with_gaps(plan.text, measure, found)
    found, owners = _coalesced(found, owners, measure.limit // _FINENESS)
    return _keeping_units_whole(plan, measure, found, owners)


def _atoms_of(plan: Layout, measure: Measure, index: int) -> Iterator[Atom]:
    path, opens = plan.places[index].path, plan.places[index].opens
    repeats = Repeats(plan, measure, index)
    for number, span in enumerate(plan.parts[index]):
        cut = _cut_before(plan, index, number)
        repeated = "" if cut == SECTION else repeats.before(number)
        for part in fragments(plan.text, span, measure.count, measure.part_room):
            size = max(1, measure.count(plan.words(part)))
            if part.start > span.start:
                yield Atom(*part, size, path, MIDSENTENCE, repeats.inside(number), opens)
            else:
                yield Atom(*part, size, path, cut, repeated, opens)


def _cut_before(plan: Layout, index: int, number: int) -> float:
    block = plan.blocks[index]
    if number:
        return _cut_inside(plan, index, number)
    for price, applies in (
        (SECTION, block.kind is Kind.HEADING),
        (HEADING, index and plan.places[index - 1].opens),
        (CUE, plan.leans(plan.parts[index][0])),
        (LEAD, index and _belongs_to_previous(plan, index)),
    ):
        if applies:
            return price
    if block.level and plan.parents[index] is not None:
        return ITEM + DEEPER * block.level
    leaning = leans_on_what_precedes(plan.words(plan.parts[index][0]))
    return LEANING if leaning and index else PARAGRAPH


def _belongs_to_previous(plan: Layout, index: int) -> bool:
    if plan.parents[index] == index - 1 or plan.is_title_line(index - 1):
        return True
    return plan.blocks[index - 1].kind is Kind.TABLE and plan.caption_below(index - 1) == index


def _cut_inside(plan: Layout, index: int, number: int) -> float:
    kind = plan.blocks[index].kind
    if kind is Kind.TABLE:
        return LEAD if number == 1 else ROW
    if kind is Kind.CODE:
        return LINE
    first = plan.parts[index][0]
    if number == 1 and first.end - first.start <= _RUN_IN_HEADING:
        return LEAD
    if plan.leans(plan.parts[index][number]):
        return CUE
    leaning = leans_on_what_precedes(plan.words(plan.parts[index][number]))
    return SENTENCE + (LEANING if leaning else 0)


def _with_gaps(text: str, measure: Measure, found: list[Atom]) -> list[Atom]:
    """White space that a tokenizer may count, as far as it is more than a blank line."""
    for number, (one, after) in enumerate(pairwise(found)):
        if after.start - one.end > 4:
            gap = measure.count(text[one.end : after.start])
            found[number] = replace(one, size=one.size + gap) if gap else one
    return found


def _coalesced(found: list[Atom], owners: list[int], room: int) -> tuple[list[Atom], list[int]]:
    """Short rows, lines and sentences of one block together, so that a chunk has few atoms."""
    kept: list[Atom] = []
    kept_owners: list[int] = []
    for atom, owner in zip(found, owners, strict=True):
        small = kept and kept_owners[-1] == owner and kept[-1].size + atom.size <= room
        if small:
            kept[-1] = replace(kept[-1], end=atom.end, size=kept[-1].size + atom.size)
        else:
            kept.append(atom)
            kept_owners.append(owner)
    return kept, kept_owners


def _keeping_units_whole(
    plan: Layout, measure: Measure, found: list[Atom], owners: list[int]
) -> list[Atom]:
    """Cuts inside a list or table that fits into one chunk become dear."""
    sizes = _unit_sizes(plan, found, owners)
    room = measure.limit - measure.heading_room
    for at, (atom, owner) in enumerate(zip(found, owners, strict=True)):
        continues = at > 0 and owners[at - 1] == owner
        held = plan.blocks[owner].kind in HELD and continues
        unit = owner if held or continues else plan.parents[owner]
        if unit is not None and sizes[unit] <= room and (held or plan.blocks[owner].level > 0):
            found[at] = replace(atom, cut=max(atom.cut, WHOLE))
    return found


def _unit_sizes(plan: Layout, found: list[Atom], owners: list[int]) -> list[int]:
    """For each block its size and that of all it introduces; of a lead-in its one sentence."""
    sizes = [0] * len(plan.blocks)
    for atom, owner in zip(found, owners, strict=True):
        top = plan.blocks[owner].level == 0 and plan.blocks[owner].kind not in HELD
        sizes[owner] = atom.size if top else sizes[owner] + atom.size
    for index in range(len(sizes) - 1, -1, -1):
        parent = plan.parents[index]
        if parent is not None:
            sizes[parent] += sizes[index]
    return sizes
