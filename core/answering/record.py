"""What the audit keeps of a request."""

from collections.abc import Sequence
from typing import Any

from core.domain.access import Principal
from core.domain.answer import Answer, Question
from core.domain.retrieval import Hit

Body = dict[str, Any]


def opened(
    principal: Principal,
    question: Question,
    searched: str | None,
    hits: Sequence[Hit],
    release: str,
) -> Body:
    """Who asked what, what was searched and found for them, and under which release."""
    return {
        "principal": {
            "clearance": principal.clearance.label,
            "groups": sorted(principal.groups),
            "roles": sorted(principal.roles),
        },
        "asked": {
            "question": question.text,
            "as_of": question.as_of.isoformat() if question.as_of else None,
            "conversation": question.conversation,
            **({"searched": searched} if searched else {}),
        },
        "retrieved": [_retrieved(hit) for hit in hits],
        "release": release,
    }


def answered(principal: Principal, answer: Answer) -> Body:
    """The whole of a request: asked, retrieved, returned, and what it took."""
    usage = answer.usage
    return {
        **opened(principal, answer.question, answer.searched, answer.hits, answer.release),
        "returned": {
            "text": answer.text,
            "refusal": answer.refusal.kind.value if answer.refusal else None,
            "citations": [
                {"number": c.number, "chunk_id": c.chunk_id, "start": c.start, "end": c.end}
                for c in answer.citations
            ],
        },
        "model": usage.model,
        "tokens": {"in": usage.tokens_in, "out": usage.tokens_out},
        "cost_usd": usage.cost_usd,
        "latency_ms": {
            "search": usage.search_ms,
            "model": usage.model_ms,
            "total": usage.total_ms,
        },
    }


def _retrieved(hit: Hit) -> Body:
    provenance = hit.chunk.provenance
    return {
        "chunk_id": hit.chunk.id,
        "document_id": provenance.document_id,
        "version": provenance.version,
        "score": round(hit.score, 6),
    }
