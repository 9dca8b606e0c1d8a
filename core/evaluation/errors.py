"""What can go wrong in an evaluation."""

from core.domain.errors import Permanent


class UnreadableJudgements(Permanent):
    """The judged collection cannot be read. It takes corpus.jsonl with `_id`, `title` and `text`,
    queries.jsonl with `_id` and `text`, and qrels.tsv with query, document and grade."""


class NothingJudged(Permanent):
    """No query has a relevant document. Check that qrels.tsv uses the ids of queries.jsonl."""
