"""What people may rely on when they hand over a file."""

import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.ingest.readers import (
    SUFFIXES,
    Corrupt,
    EmptyFile,
    Encrypted,
    TooLarge,
    Unreadable,
    UnsupportedFormat,
    WrongEncoding,
    read,
)


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_front_matter_becomes_metadata_and_the_body_stays_exactly_as_it_is(tmp_path: Path) -> None:
    body = "# Leave\n\nTwo  spaces stay.  \n\n- a\n"
    file = write(tmp_path / "a.md", f"---\ntitle: Leave policy\ntags: [hr]\n---\n\n{body}")
    source = read(file)
    assert source.text == body
    assert source.title == "Leave policy"
    assert source.metadata["tags"] == ["hr"]


def test_a_rule_of_dashes_is_not_front_matter(tmp_path: Path) -> None:
    text = "---\n\nA line above.\n\n---\n\nAnd below.\n"
    assert read(write(tmp_path / "a.md", text)).text == text


def test_front_matter_that_is_no_yaml_is_reported_as_such(tmp_path: Path) -> None:
    file = write(tmp_path / "a.md", "---\ntitle: [never closed\n---\nText.\n")
    with pytest.raises(Corrupt, match="front matter"):
        read(file)


def test_windows_line_ends_byte_order_marks_and_nul_are_gone(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", b"\xef\xbb\xbfone\r\ntwo\rthree\x00\n")
    assert read(file).text == "one\ntwo\nthree\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_text_with_a_byte_order_mark_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    file = write(tmp_path / "a.txt", "Größe: 5 €\n".encode(encoding))
    assert read(file).text == "Größe: 5 €\n"


def test_text_in_an_old_western_encoding_is_read(tmp_path: Path) -> None:
    text = "Les employés doivent demander l'autorisation à leur supérieur avant le congé.\n" * 5
    assert read(write(tmp_path / "a.txt", text.encode("latin-1"))).text == text


@pytest.mark.parametrize("rubbish", [bytes(range(256)) * 20, b"\xff\xfea", b"\x7fELF\x02\x01" * 99])
def test_binary_rubbish_is_not_taken_for_text(tmp_path: Path, rubbish: bytes) -> None:
    with pytest.raises(WrongEncoding):
        read(write(tmp_path / "a.txt", rubbish))


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
@pytest.mark.parametrize("content", [b"", b" \n\t\n"])
def test_a_file_without_text_is_reported_as_empty(
    tmp_path: Path, suffix: str, content: bytes
) -> None:
    with pytest.raises(EmptyFile):
        read(write(tmp_path / f"a{suffix}", content))


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        read(write(tmp_path / "a.md", "x" * 11), max_bytes=10)


@pytest.mark.parametrize("name", ["a.exe", "a.doc", "noending"])
def test_other_formats_are_refused_with_a_way_out(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsupportedFormat, match="Save it as PDF"):
        read(write(tmp_path / name, "text"))


def test_html_is_read_as_its_visible_text(tmp_path: Path) -> None:
    page = """<html><head><title>Travel</title><style>p{}</style></head><body>
    <nav>Home</nav><!-- note to self --><script>alert(1)</script>
    <h2>Lodging</h2><p>Book <b>early</b>.</p><p hidden>ghost</p>
    <p style="display: none">spectre</p><template>mould</template>
    <ul><li>one</li><li>two</li></ul></body></html>"""
    source = read(write(tmp_path / "a.html", page))
    assert source.title == "Travel"
    assert source.text == "## Lodging\n\nBook **early**.\n\n- one\n- two\n"


def test_a_table_in_html_keeps_its_header_and_stays_one_line_a_row(tmp_path: Path) -> None:
    page = """<table><tr><th>City</th><th>Rate</th></tr>
    <tr><td>A|B</td><td>100<br>or less</td></tr></table>"""
    lines = read(write(tmp_path / "a.htm", page)).text.strip().split("\n")
    assert lines[0] == "| City | Rate |"
    assert lines[2] == "| A\\|B | 100 or less |"
    assert len(lines) == 3


def test_a_cell_that_spans_rows_stands_in_each_of_them(tmp_path: Path) -> None:
    page = """<table><tr><th>Kind</th><th>Step</th></tr>
    <tr><td rowspan="2">Leave</td><td>Ask</td></tr><tr><td>Wait</td></tr></table>"""
    assert "| Leave | Wait |" in read(write(tmp_path / "a.html", page)).text


def test_a_table_with_a_caption_keeps_its_header(tmp_path: Path) -> None:
    page = """<table><caption>Limits</caption><tr><th>Kind</th><th>Days</th></tr>
    <tr><td>Leave</td><td>5</td></tr></table>"""
    lines = read(write(tmp_path / "a.html", page)).text.split("\n")
    assert lines[:5] == ["Limits", "", "| Kind | Days |", "| --- | --- |", "| Leave | 5 |"]


def docx_file(path: Path) -> Path:
    document = docx.Document()
    document.add_heading("Travel policy", level=1)
    document.add_paragraph("Book economy class.")
    document.add_paragraph("Ask first", style="List Bullet")
    document.add_paragraph("Keep receipts", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells],
        ["City", "Rate", "Rome", "120"],
        strict=True,
    ):
        cell.text = text
    document.save(str(path))
    return path


def test_docx_keeps_headings_lists_and_tables(tmp_path: Path) -> None:
    source = read(docx_file(tmp_path / "a.docx"))
    assert source.title == "Travel policy"
    assert source.text.startswith("# Travel policy\n\nBook economy class.\n\n- Ask first\n- Keep")
    assert "| City | Rate |\n| --- | --- |\n| Rome | 120 |" in source.text


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_docx_is_reported_as_damaged(tmp_path: Path, share: float) -> None:
    whole = docx_file(tmp_path / "a.docx").read_bytes()
    with pytest.raises(Corrupt):
        read(write(tmp_path / "b.docx", whole[: int(len(whole) * share)]))


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_an_office_file_with_a_password_is_reported_as_such(tmp_path: Path, suffix: str) -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    with pytest.raises(Encrypted, match="password"):
        read(write(tmp_path / f"a{suffix}", container))


@pytest.mark.parametrize(("suffix", "member"), [(".docx", "word/document.xml"), (".xlsx", "x.xml")])
def test_an_archive_bomb_is_not_unpacked(tmp_path: Path, suffix: str, member: str) -> None:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(member, "w", force_zip64=True) as entry,
    ):
        for _ in range(501):
            entry.write(bytes(2**20))
    with pytest.raises(TooLarge, match="unpacks"):
        read(write(tmp_path / f"a{suffix}", buffer.getvalue()))


def test_a_zip_that_is_no_office_file_is_reported_as_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("hello.txt", "hi")
    with pytest.raises(Corrupt):
        read(tmp_path / "a.xlsx")


def test_every_sheet_becomes_a_heading_and_a_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Rates"
    first["B2"], first["C2"], first["B3"], first["C3"] = "From", "Rate", date(2024, 1, 31), 12.0
    first["B5"], first["C5"] = "a|b\nc", True
    book.create_sheet("Empty")
    last = book.create_sheet("Approvers")
    last.append(["Level", "Name"])
    last.append(["Director", "Ana"])
    last.append([None, "Ben"])
    last.merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx").text == (
        "## Rates\n\n| From | Rate |\n| --- | --- |\n| 2024-01-31 | 12 |\n| a\\|b c | True |\n\n"
        "## Approvers\n\n| Level | Name |\n| --- | --- |\n| Director | Ana |\n| Director | Ben |\n"
    )


def test_a_sheet_that_spans_a_million_rows_is_refused_at_once(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "start", "stray"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(TooLarge, match="1048576"):
        read(tmp_path / "a.xlsx")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_with_any_usual_delimiter_becomes_one_table(tmp_path: Path, delimiter: str) -> None:
    rows = [["City", "Rate"], ["Rome", "120"], ["Oslo", "180"]]
    file = write(tmp_path / "a.csv", "".join(delimiter.join(row) + "\r\n" for row in rows))
    expected = "| City | Rate |\n| --- | --- |\n| Rome | 120 |\n| Oslo | 180 |\n"
    assert read(file).text == expected


def test_quoted_line_breaks_and_pipes_in_csv_stay_in_their_cell(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", 'Rule,Note\n"a, b","x | y\nz"\n')
    assert "| a, b | x \\| y z |" in read(file).text


def test_the_name_of_the_file_is_in_the_message(tmp_path: Path) -> None:
    with pytest.raises(Corrupt, match=r"damaged or incomplete.*minutes\.docx"):
        read(write(tmp_path / "minutes.docx", b"not a zip"))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(suffix=st.sampled_from(sorted(SUFFIXES)), content=st.binary(min_size=1, max_size=400))
def test_no_file_however_broken_raises_anything_but_unreadable(
    tmp_path: Path, suffix: str, content: bytes
) -> None:
    file = write(tmp_path / f"a{suffix}", content)
    try:
        assert read(file).text.strip()
    except Unreadable as error:
        assert file.name in str(error) or type(error) is Corrupt


def test_reading_markdown_imports_no_parser_of_other_formats(tmp_path: Path) -> None:
    file = write(tmp_path / "a.md", "# Leave\n")
    heavy = ["pdfplumber", "mammoth", "openpyxl", "bs4", "llama_index"]
    script = (
        "import sys; from pathlib import Path; from core.ingest.readers import read; "
        f"read(Path({str(file)!r})); assert not set({heavy!r}) & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_llama_index_users_get_the_same_text(tmp_path: Path) -> None:
    from core.ingest.readers.llama import HandrailReader

    file = write(tmp_path / "a.md", "---\ntitle: Leave\n---\nText.\n")
    (document,) = HandrailReader().load_data(file)
    assert document.text == read(file).text
    assert document.metadata == {"title": "Leave", "pages": []}


def test_what_stands_alone_above_and_below_a_sheets_table_is_its_caption_and_its_notes(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Rates from May"],
        [],
        ["grade", "rate"],
        ["A", 12],
        ["B", 14],
        ["Night work excepted."],
    ):
        sheet.append(row)
    book.save(tmp_path / "rates.xlsx")
    text = read(tmp_path / "rates.xlsx").text
    table = "| grade | rate |\n| --- | --- |\n| A | 12 |\n| B | 14 |"
    assert f"Rates from May\n\n{table}\n\nNight work excepted." in text
