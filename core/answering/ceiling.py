"""The most that one question can make a model read."""

from core.answering.conversation import LEANED_ON, LONGEST_ANSWER
from core.answering.conversation import LONGEST_QUESTION as EARLIER_QUESTION
from core.answering.prompt import EARLIER, PROMPT
from core.answering.service import LONGEST_QUESTION
from core.domain.release import ChunkingSettings, RetrievalSettings

CHARACTERS_A_TOKEN = 3  # low for European languages, so that the ceiling is high
MARGIN = 1.5  # by which another model's tokens may outnumber the embedding model's word pieces
AROUND_A_PASSAGE = 20  # tokens of JSON


def most_tokens(retrieval: RetrievalSettings, chunking: ChunkingSettings) -> int:
    """Tokens sent for the longest question after the longest turns, with the largest passages.

    An upper estimate, as every model counts its own way.
    """
    turns = EARLIER * (EARLIER_QUESTION + LONGEST_ANSWER)
    understood = LEANED_ON * EARLIER_QUESTION + LONGEST_QUESTION
    characters = len(PROMPT) + LONGEST_QUESTION + understood + turns
    passage = chunking.limit * MARGIN + AROUND_A_PASSAGE
    return round(characters / CHARACTERS_A_TOKEN + retrieval.k * passage)
