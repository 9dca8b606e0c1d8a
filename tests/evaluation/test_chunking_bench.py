"""The chunking benchmark and the chunk diff, on texts small enough to count by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from core.domain.document import Piece
from core.domain.release import ChunkingSettings
from core.evaluation import chunking_json, spans
from core.evaluation.chunk_diff import Kind, changed, chunk_diff
from core.evaluation.chunking_bench import ChunkingBench, ChunkingReport
from core.evaluation.chunking_invariants import Cut, checked
from core.evaluation.chunking_plan import name, plan, plans
from core.evaluation.errors import BadPlan, NothingPlaced, NothingToChunk, UnreadableQuestions
from core.evaluation.in_memory import InMemory
from core.evaluation.span_questions import (
    AnswerSpan,
    CorpusDocument,
    SpanQuestion,
    corpus,
    questions,
)
from core.inference.cached import CachedEmbedder
from core.inference.embedding import HashEmbedder

TEN = "one two three four five six seven eight nine ten"
DOCUMENT = CorpusDocument("ten.md", "Ten", TEN)
SCALE = spans.Scale.of([DOCUMENT])
KETTLES = "A kettle boils water for tea. " * 12
LOOMS = "A loom weaves yarn into cloth. " * 12
RULE = "The fee is paid by the tenant. However, the landlord pays it in May."


def at(words: str, text: str = TEN) -> AnswerSpan:
    return AnswerSpan("ten.md", text.index(words), text.index(words) + len(words))


def piece(words: str, prefix: str = "", text: str = TEN) -> Piece:
    return Piece(text.index(words), text.index(words) + len(words), (), prefix)


def ranges(*pieces: Piece) -> spans.Ranges:
    return spans.Ranges.of(SCALE, [("ten.md", each) for each in pieces])


HALVES = ranges(piece("one two three four five"), piece("six seven eight nine ten"))
ANSWER = SCALE.tokens([at("four five six")])


def test_recall_precision_and_iou_are_shares_of_words() -> None:
    found = spans.read(HALVES, [0], ANSWER)
    assert (found.recall, found.precision, found.iou) == (2 / 3, 2 / 5, 2 / 6)


def test_everything_read_finds_everything() -> None:
    found = spans.read(HALVES, [1, 0], ANSWER)
    assert (found.recall, found.precision, found.iou) == (1.0, 3 / 10, 3 / 10)


def test_words_read_twice_count_once_as_found_and_twice_as_read() -> None:
    overlapping = ranges(piece("three four five six"), piece("five six seven eight"))
    found = spans.read(overlapping, [0, 1], ANSWER)
    assert (found.recall, found.precision) == (1.0, 3 / 8)


def test_a_prefix_is_read_and_found_in_no_document() -> None:
    found = spans.read(ranges(piece("four five six", prefix="Ten > Middle")), [0], ANSWER)
    assert (found.recall, found.precision) == (1.0, 3 / 6)


def test_a_budget_cuts_the_last_chunk_off() -> None:
    found = spans.read(HALVES, [0, 1], ANSWER, budget=6)
    assert (found.recall, found.precision) == (1.0, 3 / 6)
    assert spans.read(HALVES, [0, 1], ANSWER, budget=4).recall == 1 / 3


def test_perfect_retrieval_reads_every_chunk_that_holds_any_of_the_answer() -> None:
    assert spans.precision_omega(HALVES, ANSWER) == 3 / 10
    assert spans.precision_omega(HALVES, SCALE.tokens([at("one two")])) == 2 / 5


def test_the_best_order_of_chunks_has_an_ndcg_of_one() -> None:
    assert spans.ndcg(HALVES, [0, 1], ANSWER, 2) == 1.0
    assert 0 < spans.ndcg(HALVES, [1, 0], ANSWER, 2) < 1


def test_half_a_word_is_the_word() -> None:
    assert SCALE.tokens([AnswerSpan("ten.md", 1, 5)]).tolist() == [0, 1]


def test_rare_words_bring_a_text_first() -> None:
    texts = ["a kettle boils water", "a kiln fires clay", "a loom weaves yarn"]
    vectors = HashEmbedder().embed(texts)
    asked = "which kiln fires"
    assert InMemory(texts, vectors).ranking(asked, HashEmbedder().embed([asked])[0])[0] == 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents, one file that is none, and questions beside them."""
    made = tmp_path / "corpus"
    made.mkdir()
    (made / "kettles.md").write_text(f"# Kettles\n\n{KETTLES}\n\n{RULE}\n")
    (made / "looms.md").write_text(f"# Looms\n\n{LOOMS}\n")
    (made / "empty.md").write_text("")
    asked = [
        {"id": "rule", "question": "Who pays the fee in May?", "corpus_id": "kettles",
         "references": [{"content": "the landlord pays it in May", "start_index": 0, "end_index": 5}]},
        {"id": "gone", "question": "Who pays?", "corpus_id": "kettles",
         "references": [{"content": "nobody at all"}]},
    ]  # fmt: skip
    (tmp_path / "questions.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in asked))
    return made


def measured(folder: Path, *written: str, asked: bool = True) -> ChunkingReport:
    embedder = CachedEmbedder(HashEmbedder(), folder.parent / "home")
    path = folder.parent / "questions.jsonl" if asked else None
    return ChunkingBench(embedder, k=2, budget=60).run(folder, path, plans(written, 100))


def test_the_report_has_every_figure_of_every_chunking(folder: Path) -> None:
    found = chunking_json.report(measured(folder, "clause-1:40", "tokens:40", "recursive:40:10"))
    assert [each["name"] for each in found["strategies"]] == [
        "clause-1:40",
        "tokens:40",
        "recursive:40:10",
    ]
    for each in found["strategies"]:
        assert {"recall", "precision", "iou", "ndcg", "precision_omega"} <= each.keys()
        assert 0 < each["at_budget"]["recall"] <= 1
        assert 0 < each["tokens"]["max"] <= 40
        low, high = each["intervals"]["recall"]
        assert low <= each["recall"] <= high
    assert found["best"].keys() >= {"recall", "iou", "recall_at_budget"}


def test_what_could_not_be_read_or_placed_is_said(folder: Path) -> None:
    found = chunking_json.report(measured(folder, "tokens:40"))
    assert list(found["not_read"]) == ["empty.md"]
    assert found["questions_left_out"] == ["gone"]
    assert found["questions"] == 1


def test_questions_are_optional(folder: Path) -> None:
    found = chunking_json.report(measured(folder, "tokens:40", asked=False))
    assert found["strategies"][0]["chunks"] > 1
    assert "recall" not in found["strategies"][0]


def test_a_second_run_embeds_nothing_again(folder: Path) -> None:
    first = measured(folder, "tokens:40").results[0].took.embedded
    again = measured(folder, "tokens:40", "sentences:40").results
    assert first > 0
    assert again[0].took.embedded == 0


def test_a_condition_severed_from_its_rule_is_counted_against_all_conditions() -> None:
    document = CorpusDocument("rule.md", "Rule", RULE)
    middle = RULE.index("However")
    severed = Cut(document, (Piece(0, middle - 1), Piece(middle, len(RULE))))
    whole = Cut(document, (Piece(0, len(RULE)),))
    found = checked([severed], [document], HashEmbedder())
    assert (found.conditions, found.of_conditions) == (1, 1)
    assert found.examples[0].source == "rule.md"
    assert checked([whole], [document], HashEmbedder()).conditions == 0


def test_a_table_severed_from_its_header_is_counted_once() -> None:
    text = "Table 1. Rates\n\n| City | Rate |\n|---|---|\n| Alder | 1 |\n| Birch | 2 |\n"
    document = CorpusDocument("rates.md", "Rates", text)
    middle = text.index("| Birch")
    cut = Cut(document, (Piece(0, middle - 1), Piece(middle, len(text) - 1)))
    found = checked([cut], [document], HashEmbedder())
    assert (found.tables, found.of_tables) == (1, 1)


def test_words_that_are_elsewhere_in_the_file_read_anew_are_not_reproduced() -> None:
    moved = CorpusDocument("ten.md", "Ten", f"zero {TEN}")
    cut = Cut(DOCUMENT, (piece("one two"), piece("three four")))
    assert checked([cut], [DOCUMENT], HashEmbedder()).unreproduced == 0
    assert checked([cut], [moved], HashEmbedder()).unreproduced == 2


def test_chunks_the_embedder_cannot_read_to_the_end_are_counted() -> None:
    text = "word " * 600
    document = CorpusDocument("long.md", "Long", text)
    cut = Cut(document, (Piece(0, len(text) - 1),))
    assert checked([cut], [document], HashEmbedder()).unread == 1


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("tokens", ChunkingSettings("tokens", 254)),
        ("recursive:200", ChunkingSettings("recursive", 200)),
        ("sentences:200:20", ChunkingSettings("sentences", 200, 20)),
    ],
)
def test_a_chunking_is_written_in_one_word(written: str, wanted: ChunkingSettings) -> None:
    assert plan(written, 254) == wanted
    assert plan(name(wanted), 254) == wanted


@pytest.mark.parametrize(
    "written", ["scissors", "tokens:", "tokens:-5", "tokens:1:2:3", "tokens:x"]
)
def test_what_names_no_chunking_is_refused(written: str) -> None:
    with pytest.raises(BadPlan):
        plan(written, 254)


def test_every_strategy_is_compared_at_one_size_unless_told_otherwise() -> None:
    assert [each.limit for each in plans((), 254)] == [254] * 6
    assert [each.limit for each in plans((), 254, (200, 100))] == [200] * 6 + [100] * 6
    written = [name(each) for each in plans(["tokens", "markdown:80"], 254, (200, 100))]
    assert written == ["tokens:200", "markdown:80", "tokens:100"]


def kinds(before: list[str], after: list[str]) -> list[Kind]:
    found = changed("ten.md", [piece(each) for each in before], [piece(each) for each in after])
    return [each.kind for each in found]


def test_a_diff_says_what_merged_split_moved_and_stayed() -> None:
    first, second = "one two three four five", "six seven eight nine ten"
    assert kinds([first, second], [first, second]) == [Kind.UNCHANGED] * 2
    assert kinds([first, second], [TEN]) == [Kind.MERGED]
    assert kinds([TEN], [first, second]) == [Kind.SPLIT]
    assert kinds([first, second], ["one two", "three four five six seven eight nine ten"]) == [
        Kind.MOVED
    ]
    assert kinds([first], [first, second]) == [Kind.UNCHANGED, Kind.ADDED]
    assert kinds([first, second], [second]) == [Kind.REMOVED, Kind.UNCHANGED]


def test_another_prefix_alone_is_a_change_too() -> None:
    (found,) = changed("ten.md", [piece(TEN)], [piece(TEN, prefix="Ten")])
    assert found.kind is Kind.RENAMED


def test_a_diff_names_the_questions_whose_answers_are_cut_otherwise() -> None:
    before = [Cut(DOCUMENT, (piece("one two three four five"), piece("six seven eight nine ten")))]
    after = [
        Cut(
            DOCUMENT,
            (piece("one two three four five"), piece("six seven"), piece("eight nine ten")),
        )
    ]
    asked = [
        SpanQuestion("kept", "?", (at("two three"),)),
        SpanQuestion("parted", "?", (at("seven eight"),)),
    ]
    found = chunk_diff(before, after, asked)
    assert [(each.question.id, each.before, each.after) for each in found.touched] == [
        ("parted", 1, 2)
    ]
    assert chunking_json.diff(found, "a", "b")["counts"]["split"] == 1
    assert chunk_diff(before, before, asked).touched == ()


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        '{"question": "?"}',
        '{"question": "?", "corpus_id": "ten", "references": []}',
        '{"question": "?", "corpus_id": "ten", "references": [{}]}',
    ],
)
def test_an_unreadable_question_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(f"\n{line}\n")
    with pytest.raises(UnreadableQuestions, match="line 2"):
        questions(path, [DOCUMENT])


def test_answers_that_are_nowhere_are_an_error_when_there_are_no_others(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"question": "?", "corpus_id": "nine", "references": [{"content": "one"}]}')
    with pytest.raises(NothingPlaced):
        questions(path, [DOCUMENT])


def test_a_folder_without_a_readable_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NothingToChunk):
        corpus(tmp_path)


def test_the_order_of_equal_chunks_is_always_the_same() -> None:
    texts = ["same words"] * 5
    vectors = np.repeat(HashEmbedder().embed(["same words"]), 5, axis=0)
    assert InMemory(texts, vectors).ranking("same words", vectors[0]) == [0, 1, 2, 3, 4]
