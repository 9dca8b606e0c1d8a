"""All words that people read in the notebooks, so that an owner can change or translate them."""

from typing import Final

from core.domain.answer import RefusalKind
from core.domain.document import Standing
from core.retrieval.explain import Stage


class Reader:
    """Whose eyes a notebook looks through."""

    THROUGH = "You look through the eyes of"
    OF = "of"
    CLEARANCE = "clearance"
    GROUPS = "groups"
    NO_GROUPS = "in no group"
    UNTIL = "signed in until"
    ALONE = "What they may not see takes no part, not even in a score."


class Asking:
    """The question and how it is searched."""

    TITLE = "Search, stage by stage"
    LEAD = (
        "Every question is searched twice, by meaning and by words. The two rankings are fused, and the "
        "best of the fused one are looked at again. Here each stage can be seen at work."
    )
    QUESTION = "Question"
    PLACEHOLDER = "Ask as a reader would, and press Enter"
    EXAMPLES = "Or take one of these"
    DAY = "As of"
    EVERY = "Every version, whatever its dates"
    HOW_MANY = "Passages of each stage"
    SEARCHING = "Searching …"


class Nothing:
    """What there is to see when there is nothing to see."""

    ASKED = "Ask a question to see how it is searched."
    ASKED_HINT = "Write one above, or take an example."
    FOUND = "Nothing was found."
    FOUND_HINT = (
        "Nothing you may see is in force on that day. Choose another day, or search every version."
    )
    PROBLEM = "This did not work"
    SIGN_IN = "Sign in"
    TOO_LOW = "A passage too far down to be looked at again"


class Verdict:
    """Whether a question would be answered, and how it was read."""

    TITLE = "Would it be answered?"
    ANSWERED = "Yes. Its evidence is enough to answer from."
    REFUSED: Final = {
        RefusalKind.NO_EVIDENCE: "No. There is something about it, but not enough to answer from.",
        RefusalKind.OUT_OF_SCOPE: "No. Nothing that can be seen here is about this.",
        RefusalKind.UNDERSPECIFIED: "No. The question leaves open what decides it.",
        RefusalKind.CONFLICTING: "No. The documents contradict each other.",
        RefusalKind.UNAVAILABLE: "No. No model is available.",
    }
    EVIDENCE = "evidence"
    NEEDED = "needed"
    SIGNALS: Final = {
        "nearness": ("Nearness", "cosine of the nearest passage"),
        "prominence": ("Prominence", "what it has over the crowd behind it"),
        "coverage": ("Coverage", "share of the question's words, by rarity, in the best passage"),
    }
    WORDS = "How the question was read"
    WORDS_HINT = "Its words, rarest first, with their idf among what can be seen here."
    ABSENT = "stands nowhere here"
    NO_WORDS = "It has no words to search by; only its meaning counts."


class Rankings:
    """The four rankings beside each other."""

    TITLE = "Four rankings"
    NAMES: Final = {
        Stage.DENSE: "By meaning",
        Stage.SPARSE: "By words",
        Stage.FUSED: "Fused",
        Stage.RERANKED: "Reranked",
    }
    HOW: Final = {
        Stage.DENSE: "cosine of vectors, best {depth}",
        Stage.SPARSE: "BM25, best {depth}",
        Stage.FUSED: "{dense:.0%} meaning, {sparse:.0%} words",
        Stage.RERANKED: "{rerank}, over the best {rerank_depth}",
    }
    SHORT: Final = {
        Stage.DENSE: "meaning",
        Stage.SPARSE: "words",
        Stage.FUSED: "fused",
        Stage.RERANKED: "reranked",
    }
    FROM = "meaning {dense} · words {sparse}"
    ONLY_DENSE = "only by meaning"
    ONLY_SPARSE = "only by words"
    SAME = "same rank"
    UP = "up {ranks}"
    DOWN = "down {ranks}"
    EMPTY = "Nothing. No word of the question stands in what can be seen here."


class Moves:
    """What moved where, and why."""

    TITLE = "What moved where, and why"
    HINT = "Choose a passage to see it in its document."


class Passage:
    """A passage in its document."""

    TITLE = "In its document"
    SOURCE = "File"
    PAGE = "Page"
    LABEL = "May be seen by"
    DATES = "Applies"
    SPAN = "Characters"
    VERSION = "Version"
    WHY = "Why it stands where it does"
    PUSHES = "What reranking weighed"
    PUSHES_HINT = "Points of its score, beside the average candidate."
    BEFORE = "What comes before"
    AFTER = "What comes after"
    ALWAYS = "at any time"
    SINCE = "from {start}"
    UNTIL = "until {end}"
    BETWEEN = "from {start} until {end}"
    STANDING: Final = {
        Standing.IN_FORCE: "in force",
        Standing.SUPERSEDED: "superseded",
        Standing.NOT_YET_EFFECTIVE: "not yet in force",
    }
    EVERYONE = "{tier} clearance"
    GROUPS = "{tier} clearance, in {groups}"
