"""What every way of cutting a text promises, and what each is for."""

import socket
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.document import Piece
from core.domain.release import ChunkingSettings
from core.inference.embedding import HashEmbedder
from core.ingest.chunking import Reason, indexed_text, severed
from core.ingest.chunking.measure import LimitTooSmall
from core.ingest.chunking.strategies import STRATEGIES, BadOverlap, UnknownStrategy, cut
from core.ingest.chunking.strategies.spans import NotOfThisText, located
from core.settings import Settings

LIMIT = 40
SENTENCE = "Staff keep a record of each journey and hand it in within ten days. "
POLICY = (
    f"# Travel\n\n{SENTENCE * 4}\n\n## Lodging\n\nStay at listed hotels. {SENTENCE * 3}"
    "Unless a director agrees, it is not paid.\n\n### Rates\n\n| City | Rate |\n|---|---|\n"
    + "".join(f"| City {number} | {number} |\n" for number in range(30))
    + f"\n## Meals\n\n{SENTENCE * 2}\n"
)
NAMES = tuple(STRATEGIES)
CUTTERS = ("tokens", "sentences", "recursive")
MARKS = (
    "a",
    "b.",
    "B",
    "c,",
    ";",
    "|",
    "#",
    "##",
    "-",
    "\n",
    "\n\n",
    "\t",
    "x\u00a0y",
    "é",
    "東京",
)
WORDS = st.lists(st.sampled_from(MARKS))


def pieces(text: str, name: str, limit: int = LIMIT, overlap: int = 0) -> list[Piece]:
    chosen = ChunkingSettings(name, limit, overlap)
    return cut(text, title="Travel", embedder=HashEmbedder(), settings=chosen)


def spans(text: str, name: str, **more: int) -> list[str]:
    return [text[each.start : each.end] for each in pieces(text, name, **more)]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost_and_nothing_comes_twice(name: str) -> None:
    wrong = {each.reason for each in severed(POLICY, pieces(POLICY, name))}
    assert not wrong & {Reason.GAP, Reason.OVERLAP}


@pytest.mark.parametrize("name", NAMES)
def test_no_chunk_has_more_than_the_limit(name: str) -> None:
    count = HashEmbedder().count
    assert all(count(indexed_text(each, POLICY)) <= LIMIT for each in pieces(POLICY, name))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_text_is_cut_the_same_way_again(name: str) -> None:
    assert pieces(POLICY, name) == pieces(POLICY, name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ["", " \n\n "])
def test_a_text_without_words_has_no_chunks(name: str, text: str) -> None:
    assert pieces(text, name) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_chunk_knows_the_headings_it_is_under(name: str) -> None:
    last = pieces(POLICY, name)[-1]
    assert last.headings[0] == "Travel"


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15, deadline=None)
@given(words=WORDS, overlap=st.sampled_from((0, 3, 16)))
def test_any_text_is_covered_by_spans_in_order(name: str, words: list[str], overlap: int) -> None:
    text = " ".join(words)
    found = pieces(text, name, overlap=overlap)
    assert [each.start for each in found] == sorted(each.start for each in found)
    assert all(text[each.start : each.end].strip() for each in found)
    assert not [each for each in severed(text, found) if each.reason is Reason.GAP]


@pytest.mark.parametrize("name", CUTTERS)
def test_an_overlap_repeats_the_end_of_the_chunk_before(name: str) -> None:
    found = pieces(SENTENCE * 30, name, overlap=15)
    assert all(after.start < before.end for before, after in pairwise(found))
    assert not [w for w in severed(SENTENCE * 30, found) if w.reason is Reason.GAP]


def test_fixed_tokens_fill_every_chunk_but_the_last() -> None:
    sizes = [len(each.split()) for each in spans(SENTENCE * 20, "tokens")]
    assert set(sizes[:-1]) == {LIMIT}


def test_sentences_are_kept_whole() -> None:
    assert all(each.endswith("days.") for each in spans(SENTENCE * 20, "sentences"))


def test_recursive_splitting_prefers_the_ends_of_paragraphs() -> None:
    paragraph = (SENTENCE * 2).strip()
    assert spans(f"{paragraph}\n\n" * 5, "recursive") == [paragraph] * 5


def test_markdown_makes_a_chunk_of_each_section_under_the_headings_above() -> None:
    found = pieces(
        "# Guide\n\nHello.\n\n## Leave\n\nAsk a lead.\n\n## Pay\n\nMonthly.\n", "markdown"
    )
    assert [each.headings[-1] for each in found] == ["Guide", "Leave", "Pay"]
    assert [each.prefix for each in found] == ["", "Guide", "Guide"]


def test_semantic_cuts_where_the_subject_changes() -> None:
    kettles = "The kettle boils water for tea. The kettle boils water again. "
    looms = "A loom weaves yarn into cloth. A loom weaves yarn daily. "
    found = spans(kettles * 3 + looms * 3, "semantic", limit=200)
    assert all(("kettle" in each) != ("loom" in each) for each in found[:-1])
    assert len(found) > 1


def test_the_place_of_words_that_come_again_and_again_is_the_one_that_is_meant() -> None:
    once = located("yes yes no yes", ["yes yes", "no", "yes"])
    assert once == [(0, 7), (8, 10), (11, 14)]
    twice = located("yes yes yes yes", ["yes yes", "yes yes", "yes yes"], overlapping=True)
    assert (twice[0].start, twice[-1].end) == (0, 15)


def test_words_that_are_not_in_the_text_are_refused() -> None:
    with pytest.raises(NotOfThisText):
        located("yes", ["no"])


@pytest.mark.parametrize("name", NAMES)
def test_chunks_of_a_few_words_are_refused(name: str) -> None:
    with pytest.raises(LimitTooSmall):
        pieces("Text.", name, limit=5)


def test_an_unknown_strategy_is_refused_by_name() -> None:
    with pytest.raises(UnknownStrategy, match="'scissors'"):
        pieces("Text.", "scissors")


def test_chunks_cannot_repeat_more_than_half_of_each_other() -> None:
    with pytest.raises(BadOverlap):
        pieces("Text.", "tokens", overlap=LIMIT)


def test_the_settings_offer_every_strategy_and_no_other() -> None:
    assert get_args(Settings.model_fields["chunking"].annotation) == NAMES


def test_no_strategy_asks_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("A strategy opened a connection.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert all(pieces(POLICY, name) for name in NAMES)
