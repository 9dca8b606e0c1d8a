"""What people may rely on when a text is cut into chunks."""

import pytest

from core.domain.document import Piece
from core.ingest.chunking import Reason, chunk, indexed_text, severed

TITLE = "Travel policy"
FILLER = "Staff who travel on duty keep a record of the journey and hand it in within ten days. "


def words(text: str) -> int:
    return len(text.split())


def cut(text: str, limit: int = 100, title: str = TITLE) -> list[Piece]:
    return chunk(text, title=title, count=words, limit=limit)


def shown(text: str, limit: int = 100) -> list[str]:
    return [indexed_text(piece, text) for piece in cut(text, limit)]


def holding(needle: str, text: str, limit: int = 100) -> str:
    """What is indexed of the one chunk whose span holds `needle`."""
    (found,) = (piece for piece in cut(text, limit) if needle in text[piece.start : piece.end])
    return indexed_text(found, text)


def test_a_short_text_is_one_chunk_under_its_title() -> None:
    text = "Book economy class.\n"
    assert cut(text) == [Piece(0, 19, (), TITLE)]


def test_a_text_without_words_has_no_chunks() -> None:
    assert cut("") == cut(" \n\n ") == []


def test_a_chunk_knows_its_headings_and_repeats_them() -> None:
    text = (
        f"# Travel policy\n\n## 4 Lodging\n\n{FILLER * 5}\n\n### 4.2 Exceptions\n\n{FILLER * 5}\n"
    )
    (_, last) = cut(text)
    assert last.headings == ("Travel policy", "4 Lodging", "4.2 Exceptions")
    assert last.prefix == "Travel policy > 4 Lodging > 4.2 Exceptions"
    assert text[last.start : last.end].startswith("Staff who")


def test_a_long_heading_path_loses_its_middle_and_stays_within_a_quarter() -> None:
    path = "".join(f"{'#' * level} Level {level} has a long name\n\n" for level in range(1, 6))
    (piece,) = cut(path + FILLER * 3)
    assert piece.prefix.startswith("Travel policy > … > Level")
    assert piece.prefix.endswith("Level 5 has a long name")
    assert words(piece.prefix) <= 25


def test_tiny_sibling_sections_share_a_chunk_with_their_headings_in_it() -> None:
    text = (
        "# Guide\n\n## Leave\n\n### Sick leave\n\nAsk a doctor.\n\n### Other leave\n\nAsk a lead.\n"
    )
    (piece,) = cut(text)
    assert piece.headings == ("Guide", "Leave")
    assert text[piece.start : piece.end].startswith("### Sick leave")


def test_substantial_top_level_sections_never_share_a_chunk() -> None:
    text = f"# Guide\n\n## Leave\n\n{FILLER * 2}\n\n## Pay\n\n{FILLER * 2}\n"
    assert [piece.headings[-1] for piece in cut(text)] == ["Leave", "Pay"]


def test_a_heading_without_text_is_kept_as_text() -> None:
    text = "# Guide\n\n## 4.1 Reserved\n\n## 4.2 Lodging\n\nStay at listed hotels.\n"
    assert "4.1 Reserved" in holding("Stay at listed", text)


@pytest.mark.parametrize(
    "exception",
    [
        "Unless a director agrees, it is not paid.",
        "However, a director may agree to more.",
        "Provided that funds are there, more may be paid.",
        "This does not apply to trips abroad.",
        "In such cases the director decides.",
        "Notwithstanding this, a trip abroad is paid.",
        "Where the cost exceeds 500 the director decides.",
        "Except for trips abroad, it is final.",
        "Only if funds are there may more be paid.",
    ],
)
def test_an_exception_stays_with_the_rule_before_it(exception: str) -> None:
    rule = "Lodging is paid up to the rate of the city."
    in_paragraph = f"{FILLER * 4}{rule} {exception} {FILLER * 4}"
    as_paragraph = f"{FILLER * 4}\n\n{rule}\n\n{exception}\n\n{FILLER * 4}"
    for text in (in_paragraph, as_paragraph):
        assert rule in holding(exception, text)


def test_an_exception_too_far_from_its_rule_repeats_it() -> None:
    rule = "Lodging is paid up to the rate of the city."
    exceptions = [
        f"Unless day {number} is a holiday, {FILLER[:-2].lower()}." for number in range(9)
    ]
    text = " ".join([rule, *exceptions])
    chunks = shown(text, limit=64)
    assert len(chunks) > 2
    assert all(rule in indexed for indexed in chunks)


def test_a_list_stays_with_its_lead_in() -> None:
    items = "\n".join(f"- item {number} of the list" for number in range(8))
    text = f"{FILLER * 4}\n\nA claim needs the following:\n\n{items}\n\n{FILLER * 4}\n"
    assert "item 0 of" in holding("A claim needs", text)
    assert "item 7 of" in holding("A claim needs", text)


def test_a_list_that_must_be_cut_repeats_its_lead_in() -> None:
    items = "\n".join(f"- {FILLER}" for _ in range(12))
    chunks = shown(f"A claim needs the following:\n\n{items}\n")
    assert len(chunks) > 2
    assert all("A claim needs the following:" in indexed for indexed in chunks)


def test_nested_items_repeat_the_item_they_are_under() -> None:
    nested = "\n".join(f"  - {FILLER}" for _ in range(10))
    chunks = shown(f"Steps:\n\n- Ask the office for:\n{nested}\n")
    assert all("Steps:" in indexed and "Ask the office for:" in indexed for indexed in chunks)


def test_lettered_paragraphs_are_items_under_their_lead_in() -> None:
    clauses = "\n\n".join(f"({letter}) {FILLER}" for letter in "abcdefgh")
    chunks = shown(f"# Rules\n\nThe office pays when:\n\n{clauses}\n")
    assert len(chunks) > 1
    assert all("The office pays when:" in indexed for indexed in chunks)


def test_roman_and_arabic_clauses_nest_by_the_kind_of_their_marker() -> None:
    numbered = "\n\n".join(
        f"({numeral}) {FILLER}" for numeral in ("i", "ii", "iii", "iv", "v", "vi")
    )
    text = f"# Rules\n\n(a) Trips.\n\n(1) A trip is paid when:\n\n{numbered}\n\n(b) Meals.\n"
    assert "(1) A trip is paid when:" in holding("(vi)", text)
    assert "(a) Trips." in holding("(vi)", text)


TABLE = "| City | Rate |\n|---|---|\n" + "".join(
    f"| City {n} | {n} per night |\n" for n in range(40)
)


def test_a_table_that_must_be_cut_repeats_caption_and_header() -> None:
    text = f"# Rates\n\nTable 3: Rates by city\n\n{TABLE}"
    first, *others = shown(text)
    assert len(others) > 2
    assert "Table 3: Rates by city" in first
    for indexed in others:
        assert "Table 3: Rates by city\n| City | Rate |\n|-|-|\n| City " in indexed


def test_a_caption_below_stays_with_its_table_and_is_repeated() -> None:
    chunks = shown(f"# Rates\n\n{TABLE}\nTable 3: Rates by city\n")
    assert all("Table 3: Rates by city" in indexed for indexed in chunks[1:])


def test_a_table_that_fits_stays_whole_with_its_caption() -> None:
    small = "".join(TABLE.splitlines(keepends=True)[:8])
    text = f"{FILLER * 5}\n\n**Rates by city**\n\n{small}\n{FILLER * 5}\n"
    assert "**Rates by city**" in holding("| City 0 |", text)
    assert "| City 5 |" in holding("| City 0 |", text)


def test_a_row_too_long_for_a_chunk_keeps_the_header_and_its_first_cell() -> None:
    text = f"| City | Rule |\n|---|---|\n| Rome | {FILLER * 20} |\n"
    for indexed in shown(text)[1:]:
        assert "| City | Rule |" in indexed
        assert "Rome" in indexed


def test_a_very_wide_header_is_shortened_name_by_name() -> None:
    names = [f"Column {n} with a name of many words" for n in range(9)]
    row = "| " + " | ".join(f"value {n}" for n in range(9)) + " |\n"
    text = "| " + " | ".join(names) + " |\n" + "|---" * 9 + "|\n" + row * 9
    assert cut(text)[-1].prefix.startswith(f"{TITLE}\n| Column 0 | Column 1 | Column 2 |")


def test_code_and_quotes_are_kept_whole_when_they_fit() -> None:
    code = "```\n" + "step one two three\n" * 8 + "```"
    text = f"{FILLER * 4}\n\nRun this:\n\n{code}\n\n> {FILLER}\n\n{FILLER * 4}\n"
    assert code in holding("step one", text)


def test_a_short_line_without_a_full_stop_stays_with_the_text_after_it() -> None:
    text = f"{FILLER * 5}\n\n**Trips by rail**\n\n{FILLER * 4}\n\nTrips by sea\n\n{FILLER * 4}\n"
    for line in ("**Trips by rail**", "Trips by sea"):
        assert f"{line}\n\nStaff who" in holding(line, text)


def test_a_run_in_heading_stays_with_its_sentence() -> None:
    text = f"{FILLER * 5}\n\n(b) **Exempt trips.** {FILLER * 6}"
    assert "**Exempt trips.** Staff who" in holding("**Exempt trips.**", text)


def test_line_breaks_between_very_long_lines_end_paragraphs() -> None:
    text = f"{FILLER * 4}\n{FILLER * 4}\n{FILLER * 4}\n"
    assert [text[piece.start : piece.end] for piece in cut(text, limit=75)] == [
        (FILLER * 4).strip()
    ] * 3


def test_a_text_without_capitals_is_still_cut_between_sentences() -> None:
    text = FILLER.lower() * 20
    assert all(text[: piece.end].endswith("days.") for piece in cut(text))


@pytest.mark.parametrize(
    "text",
    [
        "See e.g. Annex B of the manual. It is new.",
        "Under Sec. 4.2 No. 7 the U.S. office pays. It is new.",
        "Pay 4.2 percent or 3.5 percent to J. Smith. It is new.",
        "1. Ask first (see Art. 5). It is new.",
    ],
)
def test_abbreviations_and_numbers_do_not_end_a_sentence(text: str) -> None:
    from core.ingest.chunking.sentences import sentences

    spans = sentences(text, 0, len(text))
    assert [text[span.start : span.end] for span in spans][1:] == ["It is new."]


def test_numbered_titles_and_capitals_are_headings_where_there_is_no_markdown() -> None:
    text = (
        f"TRAVEL RULES\n\n1. Purpose\n\n{FILLER * 4}\n\n2. Lodging\n\n2.1 Rates\n{FILLER * 4}\n\n"
        f"2.2 Exceptions\n{FILLER * 4}\n"
    )
    assert [piece.headings for piece in cut(text)] == [
        ("TRAVEL RULES", "1. Purpose"),
        ("TRAVEL RULES", "2. Lodging", "2.1 Rates"),
        ("TRAVEL RULES", "2. Lodging", "2.2 Exceptions"),
    ]


def test_the_items_of_a_numbered_list_are_no_headings() -> None:
    (piece,) = cut("Pack these:\n\n1. Passport\n2. Ticket\n3. Money\n\nThen leave.\n")
    assert piece.headings == ()


def test_severed_names_an_exception_cut_from_its_rule() -> None:
    text = "Lodging is paid.\n\nUnless it is free, hand in a receipt.\n"
    at = text.index("Unless")
    found = severed(text, [Piece(0, at - 2), Piece(at, len(text) - 1)])
    assert [(entry.reason, entry.lacks) for entry in found] == [
        (Reason.CONDITION, "Lodging is paid.")
    ]


def test_severed_accepts_a_rule_that_is_repeated() -> None:
    text = "Lodging is paid.\n\nUnless it is free, hand in a receipt.\n"
    at = text.index("Unless")
    pieces = [Piece(0, at - 2), Piece(at, len(text) - 1, prefix="Policy\nLodging is paid.")]
    assert severed(text, pieces) == []


def test_severed_names_rows_without_header_and_caption() -> None:
    text = f"Table 3: Rates\n\n{TABLE}"
    at = text.index("| City 7 |")
    found = severed(text, [Piece(0, at - 1), Piece(at, len(text) - 1)])
    assert {entry.reason for entry in found} == {Reason.HEADER, Reason.CAPTION}


def test_severed_names_gaps_overlaps_and_pieces_over_the_limit() -> None:
    text = "# Head\n\none two three four\n\nfive six\n"
    pieces = [Piece(8, 26), Piece(20, 26), Piece(33, 36)]
    found = severed(text, pieces, count=words, limit=3)
    assert [entry.reason for entry in found] == [Reason.TOO_LONG, Reason.OVERLAP, Reason.GAP]


def test_text_is_counted_in_proportion_to_its_length() -> None:
    def counted(copies: int) -> int:
        lengths: list[int] = []

        def count(text: str) -> int:
            lengths.append(len(text))
            return words(text)

        chunk(f"## Part\n\n{FILLER * 20}\n\n" * copies, title=TITLE, count=count, limit=100)
        return sum(lengths)

    assert counted(40) < 5 * counted(10)


def test_llama_index_users_get_the_same_chunks() -> None:
    from llama_index.core.schema import Document, MetadataMode

    from core.ingest.chunking.llama import ClauseNodeParser

    text = f"# Guide\n\n## Leave\n\n{FILLER * 6}\n\n## Pay\n\n{FILLER * 6}\n"
    document = Document(text=text, metadata={"title": TITLE, "pages": []})
    nodes = ClauseNodeParser(count=words, limit=100).get_nodes_from_documents([document])
    pieces = cut(text)
    assert [(node.start_char_idx, node.end_char_idx) for node in nodes] == [
        (piece.start, piece.end) for piece in pieces
    ]
    assert [node.metadata["headings"] for node in nodes] == [list(p.headings) for p in pieces]
    embedded = [node.get_content(MetadataMode.EMBED) for node in nodes]
    assert embedded == [indexed_text(piece, text) for piece in pieces]
