"""What one is told when a question is not answered.

`no_evidence` says the same whether nothing exists or the asker may not see it.
"""

from core.domain.answer import Refusal, RefusalKind

WORDS = {
    RefusalKind.NO_EVIDENCE: (
        "The documents available to you do not answer this.",
        "Ask it in other words, name the policy or document you have in mind, or ask its owner.",
    ),
    RefusalKind.OUT_OF_SCOPE: (
        "This is not something the documents available to you are about.",
        "Ask about a subject that your organisation's documents cover.",
    ),
    RefusalKind.UNDERSPECIFIED: (
        "The answer depends on something that your question does not say.",
        "Ask again with what decides it: which place, which day, which kind, or for whom.",
    ),
    RefusalKind.CONFLICTING: (
        "The documents available to you contradict each other on this.",
        "Ask their owners which of them holds.",
    ),
    RefusalKind.UNAVAILABLE: (
        "No model is available to answer at the moment.",
        "Nothing is wrong with your question. Try again in a minute.",
    ),
}


def refusal(kind: RefusalKind) -> Refusal:
    """The refusal of that kind."""
    message, next_step = WORDS[kind]
    return Refusal(kind, message, next_step)
