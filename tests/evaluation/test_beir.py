import json
from collections.abc import Callable
from pathlib import Path

import pytest

from core.evaluation.beir import JudgedDocument, read
from core.evaluation.errors import NothingJudged, UnreadableJudgements

Write = Callable[..., list[Path]]
CORPUS = [
    {"_id": "d1", "title": "Kettles", "text": "A kettle boils water."},
    {"_id": "d2", "title": "", "text": "A kiln fires clay."},
]
QUERIES = [{"_id": "q1", "text": "what boils water"}, {"_id": "q2", "text": "nobody judged this"}]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(qrels: str = "q1\td1\t1\n") -> list[Path]:
        paths = [tmp_path / name for name in ("corpus.jsonl", "queries.jsonl", "qrels.tsv")]
        for path, rows in zip(paths, (CORPUS, QUERIES), strict=False):
            path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        paths[2].write_text(qrels)
        return paths

    return write


def test_documents_keep_their_order_and_queries_their_grades(write: Write) -> None:
    judged = read(*write())
    assert judged.documents[0] == JudgedDocument("d1", "Kettles", "A kettle boils water.")
    assert judged.grades == {"q1": {"d1": 1}}


def test_queries_that_nobody_judged_are_left_out(write: Write) -> None:
    assert list(read(*write()).queries) == ["q1"]


def test_queries_without_a_relevant_document_are_left_out(write: Write) -> None:
    judged = read(*write("q1\td1\t1\nq2\td1\t0\n"))
    assert list(judged.queries) == ["q1"]


@pytest.mark.parametrize(
    "qrels",
    [
        "q1\td1\t2\n",
        "query-id\tcorpus-id\tscore\nq1\td1\t2\n",
        "q1\t0\td1\t2\n",
        "q1 Q0 d1 2\n",
        "q1\td1\t2\r\n\r\n",
    ],
    ids=["plain", "header", "TREC", "TREC with spaces", "Windows line ends"],
)
def test_qrels_are_read_in_every_usual_form(write: Write, qrels: str) -> None:
    assert read(*write(qrels)).grades == {"q1": {"d1": 2}}


def test_a_limit_keeps_the_first_queries(write: Write) -> None:
    judged = read(*write("q1\td1\t1\nq2\td2\t1\n"))
    assert list(judged.first(1).queries) == ["q1"]
    assert judged.first(None) == judged


@pytest.mark.parametrize(
    ("qrels", "said"),
    [
        ("q1\td1\t1\nq1\td2\tgood\n", "line 2: 'good'"),
        ("q1\td1\t1\nq1\td2\n", "line 2: expected query, document and grade"),
    ],
)
def test_a_bad_judgement_is_reported_with_its_file_and_line(
    write: Write, qrels: str, said: str
) -> None:
    with pytest.raises(UnreadableJudgements, match=r"qrels\.tsv") as error:
        read(*write(qrels))
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{oops", "line 2"),
        ("[1]", "line 2: this is no object"),
        ('{"_id": "d3"}', "line 2: no 'text'"),
        ('{"_id": 3, "text": "x"}', "line 2: no '_id'"),
        ('{"_id": "d1", "text": "x"}', "'d1' comes twice"),
    ],
)
def test_a_bad_document_is_reported_with_its_file_and_line(
    write: Write, line: str, said: str
) -> None:
    paths = write()
    paths[0].write_text(f"{json.dumps(CORPUS[0])}\n{line}\n")
    with pytest.raises(UnreadableJudgements, match=r"corpus\.jsonl") as error:
        read(*paths)
    assert said in str(error.value)


def test_a_missing_file_is_reported_by_name(write: Write) -> None:
    paths = write()
    paths[1].unlink()
    with pytest.raises(UnreadableJudgements, match=r"queries\.jsonl"):
        read(*paths)


def test_judgements_that_fit_no_query_are_an_error(write: Write) -> None:
    with pytest.raises(NothingJudged):
        read(*write("other\td1\t1\n"))
