"""All words that people read in the chunking notebook, so that an owner can change or translate them."""

from typing import Final

from chunking_corpus import Place

from core.evaluation.chunk_diff import Kind


class Page:
    """What the notebook is for."""

    TITLE = "How documents are cut"
    LEAD = (
        "A search does not find documents but chunks of them. Cut in the wrong place, a rule loses its "
        "exception and a table its header. Here documents are cut in many ways, searched and compared."
    )
    ALONE = "Only documents they may see are cut, counted and searched here."


class Documents:
    """What is cut."""

    TITLE = "Documents"
    WHERE = "Take documents from"
    PLACES: Final = {
        Place.LIBRARY: "the library",
        Place.WORKSPACE: "the workspace, not yet ingested",
    }
    READING = "Reading documents"
    COUNT = "{count} documents, {words} words."
    ONE = "1 document, {words} words."
    BEYOND = "{count} more are left out: a trial here takes at most {most} documents or {size} MB."
    HIDDEN = "{count} more are above your clearance, for other groups, or have no tier yet."
    EMPTY = "There is nothing to cut."
    EMPTY_HINT = (
        "No document here is for you to see. Ask a curator to add some, or to share them with you."
    )


class Questions:
    """What is asked."""

    TITLE = "Questions"
    WHICH = "Ask"
    KNOWN = "the questions that come with this tenant"
    OWN = "questions of my own"
    COUNT = "{count} questions have their whole answer in these documents."
    ONE = "1 question has its whole answer in these documents."
    LEFT_OUT = "{count} are left out: their answers are not in what you may see."
    TAKEN = "As the answer counts the sentence or table row that states the fact."
    NONE = "No question can be asked yet."
    NONE_HINT = (
        "Without questions whose answers are known, nothing is searched, and there is neither recall nor "
        "IoU. Sizes and what is severed are shown all the same. Hand in questions of your own to see more."
    )
    FILE = "A file of questions (JSON Lines, up to 600 kB)"
    PASTE = "Or paste them"
    PASTE_HINT = (
        '{"corpus_id": "leave.md", "question": "How many days carry over?", '
        '"references": [{"content": "Up to five days carry over."}]}'
    )
    HOW = (
        "A JSON object a line: the document, the question, and the exact words of the document that "
        "answer it, all of them."
    )


class Plans:
    """Which chunkings are compared."""

    TITLE = "Ways to cut"
    HOW: Final = {
        "clause-1": "by clause: rules stay with conditions, rows with headers",
        "sentences": "whole sentences until full",
        "recursive": "paragraphs, then lines, then words",
        "markdown": "a chunk for each section",
        "tokens": "full, wherever that ends",
        "semantic": "where the subject changes; slow, embeds every sentence",
    }
    SIZES = "Most tokens of a chunk"
    WINDOW = "{size}, all the model reads"
    DEPTH = "Chunks read for a question"
    NONE = "Choose at least one way to cut and one size."
    CUTTING = "Cutting"
    MEASURE = "Ask every question"
    AGAIN = "Ask again"
    MEASURE_HINT = (
        "Embeds every chunk, which takes a while the first time. Embeddings are kept: a second run costs "
        "what changed."
    )
    STALE = "The figures below are from before you changed something. Ask again."
    MEASURING = "Starting"


class Figures:
    """The comparison."""

    TITLE = "Compared"
    UNMEASURED = (
        "What each way severs is shown already. What a search finds is measured when you ask."
    )
    RECALL = "Recall: how much of the answer is read"
    IOU = "IoU: how much of what is read and of the answer is both"
    BUDGET = "Recall in the first {budget} words: fair to every size"
    PICTURES_HINT = (
        "Against the size of chunks. Lines up and down are 95% intervals over the questions."
    )
    TABLE = "Every chunking in figures"
    COLUMNS: Final = (
        "recall",
        "precision",
        "IoU",
        "nDCG",
        "recall in {budget} words",
        "conditions severed",
        "tables severed",
        "over the window",
        "chunks",
        "tokens, mean",
        "seconds",
    )
    NOW = "in force"
    OF = "{count} of {of}"
    NONE = "none here"
    NOT_YET = "when asked"
    SECONDS_CUT = "{cut:.1f} to cut"
    SECONDS = "{cut:.1f} + {embed:.1f}"
    TERMS: Final = {
        "recall": "The share of the answer's words that stand in the first {k} chunks.",
        "precision": "The share of what is read that belongs to the answer.",
        "IoU": "What is read and answer, over what is either; high where little else is read.",
        "nDCG": "How near the order is to the best: chunks with more of the answer first.",
        "conditions severed": "Chunks that begin with a condition or exception whose rule is elsewhere.",
        "tables severed": "Tables of which a chunk shows rows without their header or caption.",
        "over the window": "Chunks longer than the embedding model reads; their end cannot be found.",
        "seconds": "To cut, and to embed what was not embedded before.",
    }
    HOW = "What the figures mean"
    SEARCH = "Searched in memory by meaning and by words, fused as in the product's search, not reranked."


class Asked:
    """What one question brings up."""

    TITLE = "What a question brings up"
    HINT = "The same question under each way to cut. What belongs to the answer is marked."
    QUESTION = "Question"
    SIZE = "Chunks of at most"
    HOLDS = "{share:.0%} of the answer"
    OTHER = "None of the answer"
    TOTAL = "{share:.0%} of the answer is read"
    REPEATS = "Repeated for context"
    NONE = "Ask the questions first."


class Torn:
    """What is severed, in its document."""

    TITLE = "What is severed"
    HINT = (
        "Dotted lines are where chunks begin. What was torn off is marked, and so is what it lacks."
    )
    PLAN = "Way to cut"
    WHICH = "Place"
    LEGEND: Final = {"torn": "the chunk that lacks it", "lacks": "what it lacks"}
    NOTHING = "Nothing is severed."
    NOTHING_HINT = "{plan} keeps every condition with its rule, every row with its header, here."
    PLACE = "{reason}, {source}"
    GAP = "…"
    MORE = "The first {most} are listed."


class Diff:
    """What a change does."""

    TITLE = "What a change would do"
    HINT = "Against how documents are cut now: {now}."
    AFTER = "Change to"
    SOURCE = "Document"
    EVERY = "every document"
    KINDS: Final = {
        Kind.UNCHANGED: "unchanged",
        Kind.RENAMED: "same text, other context",
        Kind.MERGED: "merged",
        Kind.SPLIT: "split",
        Kind.MOVED: "cut elsewhere",
        Kind.ADDED: "added",
        Kind.REMOVED: "removed",
    }
    BEFORE = "now"
    THEN = "then"
    CHUNKS = "{before} to {after} chunks"
    TOUCHED = "Questions it touches"
    TOUCH = "chunks that hold its answer: {before} now, {after} then"
    STILL = "chunks that hold its answer: {count} as before, with other words around it"
    UNTOUCHED = "It touches none of the questions."
    SAME = "Nothing would change."
    SAME_HINT = "This is how documents are cut now."
    MORE = "… and {count} more places."
    MORE_TOUCHED = "… and {count} more questions."


class Promoting:
    """Making a choice hold."""

    TITLE = "Make it hold"
    HINT = "Documents are cut by {now}, for every tenant of this deployment."
    PLAN = "Cut documents by"
    CHOOSE = "Choose one of the ways compared above."
    ALREADY = "This is how documents are cut now."
    RULED_OUT = "This may not be promoted"
    COMMAND = "Hand this to whoever runs Handrail"
    COMMAND_HINT = (
        "It changes how documents of every tenant are cut, so it is not done from here. It holds from the "
        "next start of Handrail on; documents are cut anew at their next ingest."
    )
    WHY = "Why"
    PROMOTE = "Promote"
    BACK = "Go back to what was before"
    DONE = (
        "Promoted {plan}. It holds from the next start of Handrail on; documents are cut anew at their "
        "next ingest."
    )
    WENT_BACK = "Gone back. It holds from the next start of Handrail on."
    OVERRULED = "The environment overrules it: HANDRAIL_{name} is {value}."
    HISTORY = "Promoted before"
    MEASURED = (
        "recall {recall:.2f} [{low:.2f}-{high:.2f}] and IoU {iou:.2f} in {k} chunks, {severed} tables and "
        "conditions severed; {questions} questions, {documents} documents"
    )
    AGAINST = "; {now} has recall {recall:.2f}, IoU {iou:.2f}"
    UNMEASURED = (
        "{severed} tables and conditions severed in {documents} documents; recall not measured"
    )
