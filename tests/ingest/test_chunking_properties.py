"""What holds of the chunks of any text."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.inference.cached import CachedEmbedder
from core.ingest.chunking import Reason, chunk, indexed_text, severed
from core.ingest.chunking.measure import LimitTooSmall

Count = Callable[[str], int]

WORDS = re.findall(
    r"\S+",
    "staff travel lodging director receipt approval city unless however except provided that "
    "this does not apply where exceeds the a of to and office €500 4.2 (a) (b) e.g. Sec. x|y",
)
COUNTS: list[Count] = [
    lambda text: len(text.split()),
    lambda text: -(-len(text) // 4),
    lambda text: len(text.encode()) // 3 + 2,
]

sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(
    lambda chosen: " ".join(chosen).capitalize() + "."
)
paragraph = st.lists(sentence, min_size=1, max_size=6).map(" ".join)
heading = st.tuples(
    st.integers(1, 5), st.lists(st.sampled_from(WORDS), min_size=1, max_size=9)
).map(lambda made: "#" * made[0] + " " + " ".join(made[1]))
bullets = st.lists(st.tuples(st.integers(0, 2), sentence), min_size=1, max_size=9).map(
    lambda items: "\n".join("  " * depth + "- " + text for depth, text in items)
)
clauses = st.lists(st.tuples(st.sampled_from("a1iA"), sentence), min_size=1, max_size=6).map(
    lambda items: "\n\n".join(f"({marker}) {text}" for marker, text in items)
)
table = st.tuples(st.integers(1, 6), st.integers(0, 20), sentence).map(
    lambda made: "\n".join(
        ["| " + " | ".join([f"Name {n}" for n in range(made[0])]) + " |", "|---" * made[0] + "|"]
        + ["| " + " | ".join([made[2].replace("|", " ")] * made[0]) + " |"] * made[1]
    )
)
code = st.lists(sentence, max_size=5).map(lambda lines: "\n".join(["```", *lines, "```"]))
quote = paragraph.map(lambda text: f"> {text}")
caption = st.sampled_from(["Table 3: Rates", "**Exceptions**", "These apply:", "[ref]: /there"])
markdown = st.lists(
    st.one_of(paragraph, heading, bullets, clauses, table, code, quote, caption), max_size=14
).map("\n\n".join)


def promise(text: str, limit: int, count: Count) -> None:
    pieces = chunk(text, title="A policy", count=count, limit=limit)
    broken = (Reason.GAP, Reason.OVERLAP, Reason.TOO_LONG)
    found = severed(text, pieces, count=count, limit=limit)
    assert not [entry for entry in found if entry.reason in broken]
    for piece in pieces:
        span = text[piece.start : piece.end]
        assert span
        assert span == span.strip()
        assert count(indexed_text(piece, text)) <= limit
    assert pieces == chunk(text, title="A policy", count=count, limit=limit)


@settings(max_examples=150, deadline=None)
@given(text=markdown, limit=st.sampled_from([64, 100, 254, 512]), count=st.sampled_from(COUNTS))
def test_chunks_cover_a_text_in_order_once_and_within_the_limit(
    text: str, limit: int, count: Count
) -> None:
    promise(text, limit, count)


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=600), limit=st.sampled_from([64, 254]))
def test_any_characters_at_all_can_be_cut(text: str, limit: int) -> None:
    promise(text, limit, COUNTS[1])


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="#-|>*` \n1.(a)ABz:", max_size=400))
def test_stray_markup_can_be_cut(text: str) -> None:
    promise(text, 64, COUNTS[0])


@pytest.mark.parametrize("text", ["x" * 5000, "a-" * 3000, "word " * 3000, "| a " * 900, "\n" * 9])
def test_text_without_any_structure_can_be_cut(text: str) -> None:
    for count in COUNTS:
        promise(text, 100, count)


@settings(max_examples=60, deadline=None)
@given(text=markdown)
def test_no_condition_or_table_is_severed_when_a_chunk_has_room_for_it(text: str) -> None:
    count = COUNTS[0]
    pieces = chunk(text, title="A policy", count=count, limit=254)
    kinds = (Reason.CONDITION, Reason.HEADER, Reason.CAPTION)
    assert not [entry for entry in severed(text, pieces) if entry.reason in kinds]


def test_a_limit_too_small_for_anything_is_an_error_that_says_so() -> None:
    with pytest.raises(LimitTooSmall, match="at least 32"):
        chunk("Text.", title="", count=COUNTS[0], limit=5)


def test_the_embedders_own_tokenizer_keeps_every_chunk_within_its_limit(
    minilm: CachedEmbedder,
) -> None:
    text = "\n\n".join(
        f"## {n} Rüle\n\n" + "Unüblich-lange Wörter werden ge-teilt. " * 30 for n in "123"
    )
    promise(text, 254, minilm.count)
