"""Values as programs read them: JSON, the same from the command line and over HTTP."""

from datetime import date
from typing import Any

from core.domain.answer import Answer, Citation, Refusal
from core.domain.document import ALWAYS, FOREVER, Chunk, Effective, Provenance
from core.domain.retrieval import Hit, Retrieved

Json = dict[str, Any]


def answer(given: Answer) -> Json:
    """An answer; `answer` is null when it is refused."""
    return {
        "question": given.question.text,
        "searched": given.searched,
        "conversation": given.question.conversation,
        "answer": None if given.refusal else given.text,
        "refusal": refusal(given.refusal) if given.refusal else None,
        "citations": [citation(each) for each in given.citations],
        "retrieved": [hit.chunk.id for hit in given.hits],
        "request_id": given.request_id,
        "release": given.release,
        "usage": {name: getattr(given.usage, name) for name in given.usage.__slots__},
    }


def refusal(given: Refusal) -> Json:
    """Why a question is not answered, and what to do next."""
    return {"kind": given.kind.value, "message": given.message, "next_step": given.next_step}


def citation(given: Citation) -> Json:
    """A quote, and the span it has in its source."""
    return {
        "number": given.number,
        "chunk_id": given.chunk_id,
        "quote": given.quote,
        **provenance(given.provenance),
        "start": given.start,
        "end": given.end,
    }


def retrieved(found: Retrieved, today: date) -> Json:
    """Search results, best first; where no day was asked about, their standing is that of today."""
    return {
        "question": found.question,
        "as_of": found.as_of.isoformat() if found.as_of else None,
        "hits": [
            {"rank": rank, **_hit(hit, found.as_of or today)}
            for rank, hit in enumerate(found.hits, start=1)
        ],
    }


def passage(chunk: Chunk, day: date) -> Json:
    """A chunk with where it comes from, and where its document stands on `day`."""
    return {
        "chunk_id": chunk.id,
        "text": chunk.text,
        "prefix": chunk.prefix,
        **provenance(chunk.provenance),
        "start": chunk.provenance.start,
        "end": chunk.provenance.end,
        "standing": chunk.provenance.effective.on(day).value,
    }


def provenance(given: Provenance) -> Json:
    """The version of the document, where in it, and who may see it; the span is its holder's."""
    return {
        "document_id": given.document_id,
        "version": given.version,
        "source": given.source,
        "title": given.title,
        "headings": list(given.headings),
        "page": given.page,
        "classification": given.label.tier.label,
        "groups": sorted(given.label.groups),
        **effective(given.effective),
    }


def effective(given: Effective) -> Json:
    """The days something applies, from the first, until before the second; null is always."""
    return {
        "effective_from": None if given.start == ALWAYS else given.start.isoformat(),
        "effective_to": None if given.end == FOREVER else given.end.isoformat(),
    }


def _hit(hit: Hit, day: date) -> Json:
    scores = {name: getattr(hit.scores, name) for name in hit.scores.__slots__}
    return {**passage(hit.chunk, day), "score": hit.score, "scores": scores}
