"""A search as it would have come out had a passage not been there, without indexing anything anew."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import exp, log

from core.domain.document import Chunk
from core.domain.release import RetrievalSettings
from core.domain.retrieval import Scores
from core.evaluation.suites.values import Justification
from core.retrieval.fusion import Scored, convex
from core.retrieval.rerank import Query
from core.retrieval.search import Found

Gone = Callable[[Chunk], bool]
Shingles = frozenset[tuple[str, ...]]

WORDS = re.compile(r"\w+")
SHINGLE = 8  # words in a row; two texts that share as many by chance are rare
COPIED = 0.2  # of the shorter text's shingles; corpora repeat passages, shifted or lightly edited


def widened(settings: RetrievalSettings) -> RetrievalSettings:
    """Settings of a search that still holds as much as the release's once passages are taken out."""
    return replace(settings, depth=2 * settings.depth, rerank_depth=4 * settings.depth)


def passages(rests_on: Sequence[Justification]) -> Gone:
    """Tells the chunks that hold any part of a passage or repeat it, wherever they stand.

    Where no passage is named it is the whole document.
    """
    texts = [(each.document, shingles(each.passage)) for each in rests_on if each.passage]
    whole = {each.document for each in rests_on if not each.passage}

    def gone(chunk: Chunk) -> bool:
        source, words = chunk.provenance.source, shingles(chunk.text)
        return source in whole or any(
            _is_part(words, text) if source == document else _is_copy(words, text)
            for document, text in texts
        )

    return gone


def documents(rests_on: Sequence[Justification], document_of: Mapping[str, str]) -> Gone:
    """Tells every chunk of the documents, and whatever else repeats the passages.

    `document_of` names the document a source is part of, where it is not one by itself.
    """
    names = {document_of.get(each.document, each.document) for each in rests_on}
    repeats = passages(rests_on)

    def gone(chunk: Chunk) -> bool:
        source = chunk.provenance.source
        return document_of.get(source, source) in names or repeats(chunk)

    return gone


@lru_cache(maxsize=4096)
def shingles(text: str) -> Shingles:
    """Every eight words in a row, in lower case; all its words if a text has fewer."""
    words = WORDS.findall(text.lower())
    return frozenset(
        tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))
    )


def _is_part(chunk: Shingles, passage: Shingles) -> bool:
    """Whether they overlap, both being of one document, or one holds the few words of the other."""
    short, long = sorted((chunk, passage), key=len)
    words = " ".join(next(iter(short)))
    return bool(short & long) or (len(short) == 1 and any(_holds(each, words) for each in long))


def _holds(shingle: tuple[str, ...], words: str) -> bool:
    return bool(words) and f" {words} " in f" {' '.join(shingle)} "


def _is_copy(chunk: Shingles, passage: Shingles) -> bool:
    shared = len(chunk & passage)
    return shared > 0 and shared >= COPIED * min(len(chunk), len(passage))


def without(found: Found, gone: Gone | None, settings: RetrievalSettings, visible: int) -> Found:
    """What `settings` would have found had the chunks that are `gone` not been there.

    `found` is a search by `widened(settings)` among `visible` chunks. Rankings close up, are fused
    anew and cut to the release's depth; words lose the rarity they had only by what is gone. The
    mean length of a chunk, which BM25 divides by, stays.
    """
    lost = [each for each in found.candidates if gone and gone(each.chunk)]
    ids = {each.chunk.id for each in lost}
    near, matching = (_cut(each, ids, settings.depth) for each in (found.dense, found.sparse))
    fused = convex(near, matching, settings.dense_weight)
    known = {each.chunk.id: each for each in found.candidates}
    best = list(fused)[: max(settings.rerank_depth, settings.k)]
    candidates = tuple(
        replace(known[id_], scores=Scores(near.get(id_), matching.get(id_), fused[id_]))
        for id_ in best
        if id_ in known
    )
    query = _query(found.query, [each.matches for each in lost], visible)
    return Found(near, matching, fused, query, candidates)


def _cut(scores: Scored, gone: set[str], depth: int) -> dict[str, float]:
    kept = [(id_, score) for id_, score in scores.items() if id_ not in gone]
    return dict(kept[:depth])


def _query(query: Query, lost: Sequence[Mapping[str, int]], visible: int) -> Query:
    """The question with the rarity its words have among the chunks that are left."""
    if not lost:
        return query
    left = visible - len(lost)
    counts = {
        term: max(0, _chunks(idf, visible) - sum(term in each for each in lost))
        for term, idf in query.idf.items()
    }
    idf = {term: log((left + 1) / (count + 0.5)) for term, count in counts.items()}
    rarest_first = dict(sorted(idf.items(), key=lambda item: -item[1]))
    return Query(query.text, rarest_first, frozenset(t for t, count in counts.items() if not count))


def _chunks(idf: float, visible: int) -> int:
    """In how many of `visible` chunks a word of this idf stands, idf being Lucene's."""
    return round((visible + 1) / exp(idf) - 0.5)
