"""Whether what justifies a case is still there, for the asker to see, on the day it is asked of."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from core.domain.document import Effective, Standing
from core.domain.errors import Permanent
from core.evaluation.runs.files import holdings
from core.evaluation.runs.values import Holding
from core.evaluation.suites.findings import Finding, error
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import AsWhom, Case, RightRefusal
from core.ingest.readers import read
from core.ingest.readers.dispatch import MAX_BYTES


@dataclass(frozen=True)
class Corpus:
    """A tenant's documents as its files say; a text is read when it is first looked at."""

    tenant: str
    folder: Path

    @cached_property
    def held(self) -> Mapping[str, Holding]:
        """What can be taken in, by source; raises `NothingThere` or `BadManifest`."""
        return {each.source: each for each in holdings(self.folder, MAX_BYTES)}

    @cached_property
    def text(self) -> Callable[[str], str]:
        """Gives the text of a source on one line, as the product reads it; may raise `Unreadable`."""
        return cache(lambda source: _one_line(read(self.folder / source).text))


def unjustified(suite: Suite, today: date) -> Iterator[Finding]:
    """Justifications that do not hold; none are looked at for a suite without documents of its own."""
    corpora = {tenant: Corpus(tenant, folder) for tenant, folder in suite.documents.items()}
    asked = {case.as_whom.tenant for case in suite.cases}
    unusable = {
        tenant: finding
        for tenant in sorted(asked & corpora.keys())
        if (finding := _unusable(corpora[tenant]))
    }
    yield from unusable.values()
    for case in suite.cases if corpora else ():
        tenant = case.as_whom.tenant
        if tenant not in corpora:
            yield _nowhere(case)
        elif tenant not in unusable:
            yield from _of_case(case, corpora[tenant], case.as_of or today)


def _unusable(corpus: Corpus) -> Finding | None:
    try:
        return None if corpus.held else _no_folder(corpus, "It holds no document.")
    except (Permanent, OSError) as failed:
        return _no_folder(corpus, str(failed))


def _no_folder(corpus: Corpus, why: str) -> Finding:
    return error(
        None,
        f"The documents of {corpus.tenant} in {corpus.folder} cannot be looked at: {why}",
        "Name their folder under [documents], as seen from the suite's own.",
    )


def _nowhere(case: Case) -> Finding:
    return error(
        case.id,
        f"It is asked of {case.as_whom.tenant}, and suite.toml names no documents of that tenant.",
        "Add the tenant's folder under [documents], or ask it of a tenant that is there.",
    )


def _of_case(case: Case, corpus: Corpus, day: date) -> Iterator[Finding]:
    for each in case.justified_by:
        held = corpus.held.get(each.document)
        if held is None:
            yield error(
                case.id,
                f"{each.document} is not among the documents of {corpus.tenant}.",
                "Name the document that says it now, or take the case out.",
            )
            continue
        yield from _of_document(case, held, day)
        if each.passage:
            yield from _of_passage(case, each.document, each.passage, corpus)


def _of_document(case: Case, held: Holding, day: date) -> Iterator[Finding]:
    if case.refusal is not RightRefusal.NOT_CLEARED and not _may_see(case.as_whom, held):
        yield error(
            case.id,
            f"{held.source} is {_label(held)}, which whoever asks may not see.",
            "Ask as somebody who may, or expect the refusal not_cleared.",
        )
    standing = Effective(held.effective_from, held.effective_to).on(day)
    if standing is not Standing.IN_FORCE:
        yield error(
            case.id,
            f"{held.source} is {standing.value.replace('_', ' ')} on {day}.",
            "Justify it by the version in force that day, or give the case an as_of.",
        )


def _of_passage(case: Case, source: str, passage: str, corpus: Corpus) -> Iterator[Finding]:
    """Word for word, white space aside."""
    try:
        if _one_line(passage) in corpus.text(source):
            return
        yield error(
            case.id,
            f'{source} no longer says "{_short(passage)}"',
            "Look whether the expectation still holds, then copy the passage as it reads now.",
        )
    except (Permanent, OSError) as failed:
        yield error(case.id, f"{source} cannot be read: {failed}", "Mend the file.")


def _may_see(who: AsWhom, held: Holding) -> bool:
    return held.tier <= who.clearance and (not held.groups or bool(held.groups & who.groups))


def _label(held: Holding) -> str:
    groups = " or ".join(sorted(held.groups))
    return f"{held.tier.label} and for {groups}" if groups else held.tier.label


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(passage: str, most: int = 80) -> str:
    line = _one_line(passage)
    return line if len(line) <= most else f"{line[:most]}…"
