"""What people may rely on when they hand over a PDF."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from core.domain.document import SourceText
from core.ingest.readers import Corrupt, Encrypted, ScannedWithoutText, read

WIDTH, HEIGHT = letter
STYLES = getSampleStyleSheet()
BODY = STYLES["BodyText"]


def drawn(path: Path, *pages: Callable[[Canvas], None], **options: object) -> Path:
    canvas = Canvas(str(path), pagesize=letter, **options)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def lines(*texts: str, top: float = 650) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for number, text in enumerate(texts):
            canvas.drawString(72, top - 13 * number, text)

    return draw


def manual(path: Path) -> SourceText:
    """A manual of several pages, with running header and footer, sections and a long table."""

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, HEIGHT - 40, "Staff manual, fifth edition")
        canvas.drawCentredString(WIDTH / 2, 30, f"Page {document.page}")

    rows = [["City", "Rate"], *([f"City {number}", str(number)] for number in range(60))]
    table = Table(rows, repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
    rule = "A traveller books economy class and keeps every receipt for the trip. " * 6
    document = SimpleDocTemplate(str(path), pagesize=letter, title="Staff manual")
    document.build(
        [
            Paragraph("Travel", STYLES["Heading1"]),
            Paragraph(rule, BODY),
            Paragraph("Lodging", STYLES["Heading2"]),
            Paragraph(rule, BODY),
            Paragraph("Rates by city:", BODY),
            table,
            Spacer(1, 12),
            Paragraph("Rates are reviewed each year.", BODY),
        ],
        onFirstPage=furniture,
        onLaterPages=furniture,
    )
    return read(path)


def test_larger_type_makes_headings_and_lines_make_paragraphs(tmp_path: Path) -> None:
    text = manual(tmp_path / "a.pdf").text
    assert text.startswith("# Travel\n\nA traveller books economy class")
    assert "\n\n## Lodging\n\n" in text
    assert text.count("\n\n") == 6


def test_running_headers_footers_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    text = manual(tmp_path / "a.pdf").text
    assert "fifth edition" not in text
    assert "Page" not in text


def test_a_table_over_a_page_break_is_one_table_with_one_header(tmp_path: Path) -> None:
    text = manual(tmp_path / "a.pdf").text
    table = text[text.index("| City |") :].split("\n\n", 1)[0].split("\n")
    assert len(table) == 62
    assert table[0] == "| City | Rate |"
    assert table[-1] == "| City 59 | 59 |"


def test_pages_begin_where_their_first_words_stand(tmp_path: Path) -> None:
    source = manual(tmp_path / "a.pdf")
    assert [page.number for page in source.pages] == [1, 2, 3]
    assert source.pages[0].offset == 0
    assert source.text[source.pages[1].offset :].startswith("| City ")
    assert source.title == "Staff manual"


def test_a_page_without_text_still_counts(tmp_path: Path) -> None:
    source = read(drawn(tmp_path / "a.pdf", lines("One."), lines(), lines("Three.")))
    assert [page.number for page in source.pages] == [1, 2, 3]
    assert source.text[source.pages[2].offset :] == "Three.\n"


def test_a_word_broken_at_the_line_end_is_made_whole(tmp_path: Path) -> None:
    page = lines("The committee decides on reim-", "bursement of all costs.")
    assert "reimbursement of all" in read(drawn(tmp_path / "a.pdf", page)).text


def test_a_word_written_with_a_hyphen_elsewhere_keeps_it(tmp_path: Path) -> None:
    page = lines("A follow-up call is made, and the follow-", "up is noted.")
    assert "the follow-up is noted" in read(drawn(tmp_path / "a.pdf", page)).text


def test_a_paragraph_over_a_page_break_is_one_paragraph(tmp_path: Path) -> None:
    file = drawn(tmp_path / "a.pdf", lines("Leave is granted"), lines("when asked for in time."))
    source = read(file)
    assert source.text == "Leave is granted when asked for in time.\n"
    assert source.pages[1].offset == source.text.index("when")


def test_bullets_become_list_items(tmp_path: Path) -> None:
    page = lines("Bring:", "• a passport", "• a ticket")
    assert read(drawn(tmp_path / "a.pdf", page)).text == "Bring:\n\n- a passport\n\n- a ticket\n"


def test_bold_lines_of_body_size_are_headings(tmp_path: Path) -> None:
    bold = ParagraphStyle("bold", BODY, fontName="Helvetica-Bold")
    SimpleDocTemplate(str(tmp_path / "a.pdf")).build(
        [Paragraph("4.2 Exceptions", bold), Paragraph("A director may waive the rule. " * 9, BODY)]
    )
    assert read(tmp_path / "a.pdf").text.startswith("# 4.2 Exceptions\n\nA director")


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    def columns(canvas: Canvas) -> None:
        for left, words in ((72, "left"), (330, "right")):
            for number in range(4):
                canvas.drawString(left, 600 - 13 * number, f"the {words} column, line {number}")

    text = read(drawn(tmp_path / "a.pdf", columns)).text
    assert text.index("left column, line 3") < text.index("right column, line 0")


def test_the_running_head_of_a_chapter_is_left_out(tmp_path: Path) -> None:
    def page(chapter: str, number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Helvetica", 11)
            canvas.drawString(72, HEIGHT - 36, f"Chapter {chapter} {number}")
            lines(f"Rule number {number} of the book.")(canvas)

        return draw

    heads = ["of travel", "of travel", "of leave", "of leave", "of pay", "of pay"]
    file = drawn(tmp_path / "a.pdf", *(page(head, at) for at, head in enumerate(heads)))
    assert "Chapter" not in read(file).text


def test_a_pdf_with_a_password_is_reported_as_such(tmp_path: Path) -> None:
    with pytest.raises(Encrypted):
        read(drawn(tmp_path / "a.pdf", lines("Secret."), encrypt="open sesame"))


def test_pictures_of_pages_are_reported_as_scans(tmp_path: Path) -> None:
    from PIL import Image

    picture = ImageReader(Image.new("L", (200, 200), 128))
    with pytest.raises(ScannedWithoutText, match="OCR"):
        read(drawn(tmp_path / "a.pdf", lambda canvas: canvas.drawImage(picture, 0, 0)))


@pytest.mark.parametrize("share", [0.05, 0.4])
def test_half_a_pdf_is_reported_as_damaged(tmp_path: Path, share: float) -> None:
    whole = drawn(tmp_path / "a.pdf", lines("Text.")).read_bytes()
    (tmp_path / "b.pdf").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(Corrupt):
        read(tmp_path / "b.pdf")
