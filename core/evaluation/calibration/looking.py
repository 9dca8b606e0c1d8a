"""Questions asked of a corpus with what answers them in place, and again with it withheld."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from core.answering.conversation import understood
from core.answering.evidence import Signals, in_context, signals
from core.domain.access import Principal
from core.domain.release import RetrievalSettings
from core.domain.retrieval import Hit
from core.evaluation.calibration.questions import Asked, Sort
from core.evaluation.calibration.withholding import Gone, documents, passages, widened, without
from core.inference.embedding import Embedder
from core.retrieval.rerank import Reranker
from core.retrieval.search import Found, Searcher
from core.store import Store, search

Watcher = Callable[[str, int, int], None]
PrincipalOf = Callable[[Asked], Principal]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a question's search looked like; withheld only where it has an answer.

    Questions of one `group` rest on the same documents or stand in one conversation.
    `retrieved`: a chunk of what it rests on was among the hits.
    """

    sort: Sort
    group: int
    present: Signals
    without_passage: Signals | None = None
    without_document: Signals | None = None
    retrieved: bool = False


class _Look(NamedTuple):
    found: Found
    hits: Sequence[Hit]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A tenant's corpus, searched as a release does.

    `document_of` names the document a source is part of, where it is not one by itself.
    """

    store: Store
    embedder: Embedder
    reranker: Reranker
    settings: RetrievalSettings
    document_of: Mapping[str, str]

    def look(
        self,
        questions: Sequence[Asked],
        principal_of: PrincipalOf,
        watch: Watcher = lambda *_: None,
    ) -> list[Seen]:
        """Every question asked, as whoever asks it; in their order."""
        found: list[Seen] = []
        for each, group in zip(questions, groups(questions, self.document_of), strict=True):
            found.append(self._seen(each, group, principal_of(each)))
            watch("questions", len(found), len(questions))
        return found

    def _seen(self, asked: Asked, group: int, principal: Principal) -> Seen:
        searches = self._searches(asked, principal)
        visible = self._visible(principal, asked)
        here = self._looks(searches, None, visible)
        if asked.sort is not Sort.ANSWERABLE:
            return Seen(asked.sort, group, _signals(here))
        passage = passages(asked.rests_on)
        document = documents(asked.rests_on, self.document_of)
        return Seen(
            asked.sort,
            group,
            _signals(here),
            _signals(self._looks(searches, passage, visible)),
            _signals(self._looks(searches, document, visible)),
            any(passage(hit.chunk) for hit in here[0].hits),
        )

    def _searches(self, asked: Asked, principal: Principal) -> list[Found]:
        """The question as it is understood, and in its context if there is one."""
        texts = [understood(asked.text, asked.earlier), in_context(asked.text, asked.earlier)]
        day, searcher = asked.as_of or date.today(), self._searcher()
        return [searcher.find(principal, text, as_of=day) for text in texts if text]

    def _looks(self, searches: Sequence[Found], gone: Gone | None, visible: int) -> list[_Look]:
        kept = [without(each, gone, self.settings, visible) for each in searches]
        return [_Look(each, self._searcher().reranked(each)[: self.settings.k]) for each in kept]

    def _visible(self, principal: Principal, asked: Asked) -> int:
        with self.store.scoped(principal) as db:
            return search.visible(db, asked.as_of or date.today()).chunks

    def _searcher(self) -> Searcher:
        return Searcher(self.store, self.embedder, self.reranker, widened(self.settings))


def _signals(looks: Sequence[_Look]) -> Signals:
    """Those of the question as it is understood; of each the better, if it has a context."""
    own, *beside = (signals(each.found, each.hits) for each in looks)
    return own.or_better(beside[0]) if beside else own


def groups(questions: Sequence[Asked], document_of: Mapping[str, str]) -> list[int]:
    """A number for each question; those joined by documents or a conversation have the same."""
    leader: dict[str, str] = {}

    def first(key: str) -> str:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    keyed = [_keys(each, number, document_of) for number, each in enumerate(questions)]
    for keys in keyed:
        for key in keys[1:]:
            leader[first(key)] = first(keys[0])
    numbers: dict[str, int] = {}
    return [numbers.setdefault(first(keys[0]), len(numbers)) for keys in keyed]


def _keys(asked: Asked, number: int, document_of: Mapping[str, str]) -> list[str]:
    sources = (each.document for each in asked.rests_on)
    named = [f"document {document_of.get(source, source)}" for source in sources]
    if asked.conversation:
        named.append(f"conversation {asked.conversation}")
    return named or [f"question {number}"]
