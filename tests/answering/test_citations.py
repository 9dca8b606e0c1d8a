"""A reply is held to its passages."""

from core.answering.citations import Segment, segments, supported
from core.domain.document import Chunk, Provenance
from core.domain.retrieval import Hit, Scores

TEXT = "Meals are repaid up to EUR 62. For half a day the ceiling is EUR 34."


def hit(text: str = TEXT, start: int = 100) -> Hit:
    provenance = Provenance("d", "v", "travel.md", "Travel", start, start + len(text))
    return Hit(Chunk("0" * 16, text, "Travel > Meals", provenance), Scores(fused=1.0))


def test_text_belongs_to_the_marks_that_follow_it() -> None:
    reply = "One thing. [1] Another\nthing [2][3]. And more"
    assert [(s.text.strip(), s.cited) for s in segments(reply)] == [
        ("One thing.", (1,)),
        ("Another\nthing", (2, 3)),
        (". And more", ()),
    ]


def test_a_citation_of_what_was_not_retrieved_does_not_stand() -> None:
    assert supported(Segment("Meals are repaid.", (2,)), [hit()]) == []
    assert supported(Segment("Meals are repaid.", (0, 99)), [hit()]) == []


def test_a_sentence_without_citation_does_not_stand() -> None:
    assert supported(Segment("Meals are repaid.", ()), [hit()]) == []


def test_a_figure_that_stands_nowhere_in_the_passage_is_not_supported() -> None:
    assert supported(Segment("Meals are repaid up to EUR 80.", (1,)), [hit()]) == []
    assert supported(Segment("Meals are repaid up to EUR 62.", (1,)), [hit()])


def test_a_quotation_must_stand_word_for_word() -> None:
    assert supported(Segment('It says "meals are always repaid".', (1,)), [hit()]) == []
    assert supported(Segment('It says "Meals are repaid up to".', (1,)), [hit()])


def test_a_verbatim_sentence_is_quoted_where_it_stands() -> None:
    (citation,) = supported(Segment("For half a day the ceiling is EUR 34.", (1,)), [hit()])
    assert citation.quote == "For half a day the ceiling is EUR 34."
    assert TEXT[citation.start - 100 : citation.end - 100] == citation.quote


def test_a_reworded_sentence_is_led_back_to_the_closest_one() -> None:
    (citation,) = supported(Segment("Half a day gives at most EUR 34.", (1,)), [hit()])
    assert citation.quote == "For half a day the ceiling is EUR 34."
