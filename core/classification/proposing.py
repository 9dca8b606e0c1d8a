"""From rules, declarations and what detectors find to entries of the map."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.classification import detecting, markdown_tables
from core.classification.map import Entry, Proposal, SetBy, TableEntry, raised
from core.classification.rules import Rules
from core.classification.values import Found
from core.classification.words import words
from core.domain.access import Tier
from core.domain.ids import content_id

TABLE_FILES = frozenset({".csv", ".xlsx"})
NOTHING = Proposal(reason="No rule covers it, it declares no tier, and nothing was found in it.")
_SHOWN = 3


def document(
    source: str, text: str, version: str, rules: Rules, declared: Tier | None = None
) -> Entry:
    """The entry of a document; `version` is the SHA-256 of its file, `declared` what it says itself."""
    return Entry(_proposal(source, rules, declared, detecting.in_text(text)), basis=version)


def table(
    name: str,
    columns: Mapping[str, Sequence[str]],
    rules: Rules,
    declared: Tier | None = None,
    caption: str = "",
) -> TableEntry:
    """The entry of a table and of its columns, given the present values of each.

    What a decision about a table rests on is which columns it has and what was found in them: rows
    that come and go call for no new review.
    """
    found = detecting.in_columns(columns, f"{' '.join(words(name))} {caption}")
    own = _proposal(name, rules, declared, ())
    entries = {
        column: _column(f"{name}:{column}", rules, own, held) for column, held in found.items()
    }
    basis = content_id(*sorted(f"{column} {entry.basis}" for column, entry in entries.items()))
    return raised(TableEntry(Entry(own, basis), entries))


def table_in_text(
    name: str, text: str, rules: Rules, declared: Tier | None = None, version: str = ""
) -> TableEntry:
    """The entry of a table file as readers make it Markdown, columns of one name taken together."""
    columns: dict[str, list[str]] = {}
    captions: list[str] = []
    for each in markdown_tables.tables(text):
        captions.append(each.caption)
        for column, values in each.columns.items():
            columns.setdefault(column, []).extend(values)
    made = table(name, columns, rules, declared, " ".join(captions))
    return replace(made, version=version)


def _column(place: str, rules: Rules, table_own: Proposal, found: Sequence[Found]) -> Entry:
    proposal = _proposal(place, rules, table_own.tier, found)
    if proposal.set_by is SetBy.DECLARED:
        proposal = replace(
            proposal,
            set_by=table_own.set_by,
            reason=table_own.reason,
        )
    if not proposal.groups:
        proposal = replace(proposal, groups=table_own.groups)
    basis = content_id(place.rpartition(":")[2], *sorted(each.category for each in found))
    return Entry(proposal, basis)


def _proposal(place: str, rules: Rules, declared: Tier | None, found: Sequence[Found]) -> Proposal:
    base = replace(_base(place, rules, declared), found=tuple(found))
    detected, because = rules.detected(found)
    if detected is None or (base.declared is not None and detected <= base.declared):
        return base
    reason = _because(because, base.declared)
    return replace(base, tier=detected, set_by=SetBy.DETECTOR, reason=reason)


def _base(place: str, rules: Rules, declared: Tier | None) -> Proposal:
    """What is said of a place before anyone looks into it: the higher of its rule and its own word."""
    rule = rules.of(place)
    if rule is not None and (declared is None or rule.tier >= declared):
        reason = rule.reason or f"The rule for {rule.match}."
        return Proposal(rule.tier, SetBy.RULE, reason, rule.tier, rule.groups)
    if declared is not None:
        groups = rule.groups if rule else frozenset()
        return Proposal(declared, SetBy.DECLARED, "It declares so itself.", declared, groups)
    return NOTHING


def _because(found: Sequence[Found], declared: Tier | None) -> str:
    holds = "; ".join(each.sentence for each in found[:_SHOWN])
    said = "" if declared is None else f" Declared {declared.label} only."
    return f"It holds {holds}.{said}"
