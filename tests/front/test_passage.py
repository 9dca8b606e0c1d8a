"""Passages in their documents: marked where they stand, without changing what the document says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.passage import AROUND, excerpt, highlighted
from app.views.document import rendered
from core.domain.document import PageStart

MARK = re.compile(r"</?mark[^>]*>")
LINES = st.sampled_from(
    [
        "# Meals",
        "## 2 Rates and *terms*",
        "A full day is **EUR 62**, a half `EUR 34`.",
        "Setext heading\n==============",
        "- one",
        "  - deeper",
        "3. third",
        "> quoted words",
        "| A | B |\n|---|:-:|\n| 1 | **2** |\n| 3 | _4_ |",
        "```\ncode | here\n```",
        "    indented",
        "---",
        "[link](https://example.org) and ![picture](x.png)",
        r"\*not emphasis\* & <b>not bold</b>",
        "",
    ]
)
BODIES = st.lists(LINES, max_size=8).map("\n".join)


def marked(body: str, quote: str) -> str:
    start = body.index(quote)
    return highlighted(body, [(start, start + len(quote))]).html


@given(BODIES, st.data())
def test_marks_change_nothing_but_the_background(body: str, data: st.DataObject) -> None:
    places = st.integers(0, len(body))
    spans = [tuple(sorted((data.draw(places), data.draw(places)))) for _ in range(2)]
    assert MARK.sub("", highlighted(body, spans).html) == rendered(body).html


@pytest.mark.parametrize(
    ("body", "quote", "html"),
    [
        (
            "Some **bold text** is here. More.",
            "**bold text** is here.",
            '<strong><mark id="passage">bold text</mark></strong><mark> is here.</mark> More.',
        ),
        ("- one\n- two three", "- two", '<li><mark id="passage">two</mark> three</li>'),
        ("| A |\n|---|\n| 1 |\n", "| 1 |", '<td><mark id="passage">1</mark></td>'),
        ("# Title\n\ntext", "# Title", '<mark id="passage">Title</mark>'),
    ],
)
def test_a_quote_is_marked_whatever_markup_it_holds(body: str, quote: str, html: str) -> None:
    assert html in marked(body, quote)


def test_only_the_first_mark_is_the_one_to_go_to() -> None:
    html = highlighted("one two three", [(0, 3), (8, 13)]).html
    assert html.count("<mark") == 2
    assert html.count('id="passage"') == 1


def test_pages_begin_where_they_did() -> None:
    body = "first page\n\nsecond page"
    pages = (PageStart(1, 0), PageStart(2, 12))
    html = highlighted(body, [(0, 5)], pages).html
    assert MARK.sub("", html) == rendered(body, pages).html


def test_headings_with_a_mark_keep_their_words() -> None:
    (heading,) = highlighted("# Title", [(2, 7)]).outline
    assert heading.text == "Title"


def test_an_excerpt_begins_and_ends_between_blocks() -> None:
    body = "\n\n".join(f"paragraph {number} " + "word " * 60 for number in range(40))
    quote = "paragraph 20"
    start = body.index(quote)
    found = excerpt(body, [(start, start + len(quote))], (PageStart(1, 0), PageStart(2, start)))
    assert (found.cut_before, found.cut_after) == (True, True)
    assert found.body.startswith("paragraph ")
    ((begin, end),) = found.spans
    assert found.body[begin:end] == quote
    assert found.pages == (PageStart(2, begin),)
    assert len(found.body) < 3 * AROUND


def test_an_excerpt_of_a_short_document_is_all_of_it() -> None:
    found = excerpt("short text", [(0, 5)])
    assert (found.body, found.cut_before, found.cut_after) == ("short text", False, False)
