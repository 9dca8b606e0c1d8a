"""What can go wrong in an evaluation."""

from core.domain.errors import Permanent


class UnreadableJudgements(Permanent):
    """The judged collection cannot be read. It takes corpus.jsonl with `_id`, `title` and `text`,
    queries.jsonl with `_id` and `text`, and qrels.tsv with query, document and grade."""


class NothingJudged(Permanent):
    """No query has a relevant document. Check that qrels.tsv uses the ids of queries.jsonl."""


class UnreadableQuestions(Permanent):
    """The questions cannot be read. Write a JSON object a line: `question`, `corpus_id` (a file of
    the corpus, with or without folder and suffix) and `references`, each with `content` or with
    `start_index` and `end_index`; `id` may be left out."""


class NothingPlaced(Permanent):
    """No answer span was found in the corpus. Check that `corpus_id` names its files and that
    `content` is their text."""


class NothingToChunk(Permanent):
    """No file of the corpus could be read. Check the folder."""


class BadPlan(Permanent):
    """That names no chunking. Write a strategy, or strategy:tokens, or strategy:tokens:overlap, as in
    recursive:200:20."""


class UnreadableKinds(Permanent):
    """The annotated kinds cannot be read. Write JSON with `column_types`: for each table, by its file
    name without suffix, a list with the kind of each of its columns."""
