"""Whatever can be read of a folder of tables is, and whatever cannot is said."""

import gzip
import io
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook

from core.readiness.finding import Kind
from core.readiness.tables import delimited
from core.readiness.tables.reading import Read, read, read_all
from core.readiness.tables.table import ROW, SAMPLE_ROWS
from core.readiness.tables.widths import MOST_READ


def taken(tmp_path: Path, filename: str, content: bytes | str) -> Read:
    path = tmp_path / filename
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path, filename, tmp_path / ".spool")


def cells(got: Read) -> list[tuple[object, ...]]:
    return got.tables[0].sample.rows()


def test_every_cell_is_text_and_rows_are_numbered_from_one(tmp_path: Path) -> None:
    got = taken(tmp_path, "a.csv", "id,name\n007,Ann\n8,\n")
    assert got.tables[0].columns == ("id", "name")
    assert got.tables[0].sample.columns == [ROW, "id", "name"]
    assert cells(got) == [(1, "007", "Ann"), (2, "8", None)]
    assert got.tables[0].notes == ()
    assert got.unread == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_rows(tmp_path: Path, delimiter: str) -> None:
    lines = [["name", "price"], ["nut, hex", "1"], ["bolt", "2"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    assert cells(taken(tmp_path, "a.csv", text)) == [(1, "nut, hex", "1"), (2, "bolt", "2")]


def test_a_declared_delimiter_is_believed(tmp_path: Path) -> None:
    got = taken(tmp_path, "a.csv", "sep=;\na;b\n1,5;2,5\n")
    assert got.tables[0].columns == ("a", "b")
    assert cells(got) == [(1, "1,5", "2,5")]


def test_short_rows_are_filled_and_counted(tmp_path: Path) -> None:
    got = taken(tmp_path, "a.csv", "a,b,c\n1,2,3\n4\n5,6,7\n")
    assert cells(got)[1] == (2, "4", None, None)
    assert got.tables[0].notes == (
        "Rows with fewer cells than columns: 1; the rest was left empty.",
    )
    assert got.unread == ()


def test_cells_beyond_the_header_are_reported_with_their_rows(tmp_path: Path) -> None:
    got = taken(tmp_path, "a.csv", "a,b\n1,2\n3,4,5\n6,7,\n8,9\n")
    assert [row[1:] for row in cells(got)] == [("1", "2"), ("3", "4"), ("6", "7"), ("8", "9")]
    [finding] = got.unread
    assert (finding.kind, finding.where.rows, finding.affected) == (Kind.UNREAD, (2,), 1)
    assert finding.evidence[0].cells == (("beyond the last column", "5"),)


def test_duplicate_and_empty_headers_are_numbered_and_said(tmp_path: Path) -> None:
    got = taken(tmp_path, "a.csv", "x,x,,y\n1,2,3,d\n")
    assert got.tables[0].columns == ("x", "x_2", "column_3", "y")
    assert "“x”" in got.tables[0].notes[0]


def test_a_table_without_a_header_keeps_its_first_row(tmp_path: Path) -> None:
    got = taken(tmp_path, "a.csv", "3,gas,88.6\n1,gas,94.5\n2,diesel,99.8\n")
    assert got.tables[0].columns == ("column_1", "column_2", "column_3")
    assert got.tables[0].rows == 3
    assert "no names" in got.tables[0].notes[0]


def test_years_as_column_names_are_a_header(tmp_path: Path) -> None:
    got = taken(
        tmp_path, "a.csv", "region,2019,2020\nnorth,10.5,11.5\nsouth,9.1,8.4\neast,1.2,1.3\n"
    )
    assert got.tables[0].columns == ("region", "2019", "2020")


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    text = "Sales report 2024,,\n,,\nid,name,sum\n1,a,5\n2,b,6\n3,c,7\n"
    got = taken(tmp_path, "a.csv", text)
    assert got.tables[0].columns == ("id", "name", "sum")
    assert got.tables[0].rows == 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "utf-8"])
def test_letters_survive_their_encoding(tmp_path: Path, encoding: str) -> None:
    text = "name,town\n" + "Renée Müller,Orléans\nJosé Núñez,Córdoba\nZoë Brontë,Besançon\n" * 5
    got = taken(tmp_path, "a.csv", text.encode(encoding))
    assert got.tables[0].columns == ("name", "town")
    assert cells(got)[0][1:] == ("Renée Müller", "Orléans")


def test_one_byte_of_another_encoding_spoils_no_other_cell(tmp_path: Path) -> None:
    got = taken(tmp_path, "a.csv", "name\nRenée\n".encode() + b"Jos\xe9\n")
    assert [row[1] for row in cells(got)] == ["Renée", "José"]
    assert "cp1252" in got.tables[0].notes[0]


def test_a_quotation_mark_never_closed_swallows_nothing(tmp_path: Path) -> None:
    text = "size,name\n" + '5",bolt\n' + '"6,nut\n' + "7,screw\n" * 400
    got = taken(tmp_path, "a.csv", text)
    assert got.tables[0].rows == 402
    assert "never closed" in got.tables[0].notes[0]


@pytest.mark.parametrize(
    ("filename", "content"),
    [
        ("empty.csv", b""),
        ("binary.csv", bytes(range(32)) * 99),
        ("cut.csv.gz", gzip.compress(b"a,b\n1,2\n" * 999, mtime=0)[:-20]),
        ("no.xlsx", b"PK nothing"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0" + b"0" * 999),
        ("no.parquet", b"PAR1 nothing"),
        ("no.jsonl", b"[1,\n2]\n"),
        ("notes.docx", b"anything"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_finding_and_no_error(
    tmp_path: Path, filename: str, content: bytes
) -> None:
    got = taken(tmp_path, filename, content)
    assert got.tables == ()
    [finding] = got.unread
    assert (finding.kind, finding.where.source) == (Kind.UNREAD, filename)


def test_one_bad_file_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "a.csv").write_bytes(b"")
    (tmp_path / "below" / "b.csv").write_text("x,y\n1,2\n")
    (tmp_path / ".hidden.csv").write_text("x,y\n1,2\n")
    seen: list[tuple[str, int, int]] = []
    got = read_all(tmp_path, tmp_path / ".spool", lambda *step: seen.append(step))
    assert [table.name for table in got.tables] == ["below/b.csv"]
    assert [finding.where.source for finding in got.unread] == ["a.csv"]
    assert seen == [("reading a.csv", 0, 2), ("reading below/b.csv", 1, 2), ("reading", 2, 2)]


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    got = taken(tmp_path, "a.csv.gz", gzip.compress(b"a,b\n1,2\n"))
    assert (got.tables[0].name, cells(got)) == ("a.csv.gz", [(1, "1", "2")])


def test_of_five_thousand_columns_the_rest_is_said_to_be_unread(tmp_path: Path) -> None:
    header = ",".join(f"c{number}" for number in range(5000))
    got = taken(tmp_path, "a.csv", f"{header}\n" + ",".join(map(str, range(5000))) + "\n")
    assert len(got.tables[0].columns) == MOST_READ
    assert cells(got)[0][-1] == str(MOST_READ - 1)
    assert "the other 4,500 were not" in got.unread[0].what
    assert any("of 5,000" in note for note in got.tables[0].notes)


@pytest.mark.parametrize("content", ["1," * 20_000, "word " * 4_000], ids=["cells", "text"])
def test_a_file_that_is_one_long_line_is_no_table(tmp_path: Path, content: str) -> None:
    got = taken(tmp_path, "a.csv", content)
    assert got.tables == ()
    assert "one long line" in got.unread[0].what


def test_a_header_without_rows_is_a_table_without_rows(tmp_path: Path) -> None:
    got = taken(tmp_path, "a.csv", "a,b\n")
    assert (got.tables[0].columns, got.tables[0].rows) == (("a", "b"), 0)


def workbook(*sheets: tuple[str, list[list[object]], list[str]]) -> bytes:
    book = Workbook()
    for title, rows, merged in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    del book["Sheet"]
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def test_merged_header_cells_are_joined(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Sales by region"],
        ["Region", "2023", None, "2024", None],
        [None, "Q1", "Q2", "Q1", "Q2"],
        ["North", 1, 2, 3, 4.5],
    ]
    content = workbook(("S", rows, ["A1:E1", "A2:A3", "B2:C2", "D2:E2"]))
    got = taken(tmp_path, "a.xlsx", content)
    assert got.tables[0].columns == ("Region", "2023 Q1", "2023 Q2", "2024 Q1", "2024 Q2")
    assert cells(got) == [(1, "North", "1", "2", "3", "4.5")]
    assert "joined" in got.tables[0].notes[0]


def test_names_that_speak_alone_are_left_without_the_heading_above(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Person", None, "Shift"],
        ["name", "post", "begins"],
        ["Ann", 1, 2],
    ]
    got = taken(tmp_path, "a.xlsx", workbook(("S", rows, ["A1:B1"])))
    assert got.tables[0].columns == ("name", "post", "begins")


def test_each_sheet_is_a_table_and_dates_are_written_out(tmp_path: Path) -> None:
    one: list[list[object]] = [["id", "day"], [1, datetime(2024, 5, 1)], [2, None]]
    two: list[list[object]] = [["id", "paid"], [1, True]]
    got = taken(tmp_path, "a.xlsx", workbook(("one", one, []), ("two", two, []), ("none", [], [])))
    assert [table.name for table in got.tables] == ["a.xlsx#one", "a.xlsx#two"]
    assert cells(got) == [(1, "1", "2024-05-01"), (2, "2", None)]
    assert got.tables[1].sample.rows() == [(1, "1", "TRUE")]


def test_typed_columns_of_parquet_come_back_as_text(tmp_path: Path) -> None:
    stored = io.BytesIO()
    pl.DataFrame(
        {
            "n": [1, None],
            "day": [datetime(2024, 5, 1), datetime(2024, 5, 2, 8, 30)],
            "tags": [["a"], []],
            "raw": [b"x", b"y"],
        }
    ).write_parquet(stored)
    got = taken(tmp_path, "a.parquet", stored.getvalue())
    assert got.tables[0].columns == ("n", "day", "tags")
    assert cells(got)[0] == (1, "1", "2024-05-01", '{"tags":["a"]}')
    assert [finding.where.source for finding in got.unread] == ["a.parquet:raw"]


def test_records_become_rows_and_broken_lines_are_counted(tmp_path: Path) -> None:
    text = '{"a": 1, "b": "x"}\n{"a": 2\n{"c": {"d": true}, "a": null}\n'
    got = taken(tmp_path, "a.ndjson", text)
    assert got.tables[0].columns == ("a", "b", "c")
    assert cells(got) == [(1, "1", "x", None), (2, None, None, '{"d": true}')]
    [finding] = got.unread
    assert (finding.affected, finding.out_of, finding.where.rows) == (1, 3, (2,))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.csv"
    rows = 3 * SAMPLE_ROWS
    frame = pl.select(id=pl.int_range(rows), odd=pl.int_range(rows) % 2, name=pl.lit("a, b"))
    frame.write_csv(path)
    return path


@pytest.mark.parametrize("threshold", [1, 1 << 40], ids=["streamed", "row by row"])
def test_a_large_table_is_spooled_and_sampled_evenly(
    large: Path, threshold: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "_LARGE", threshold)
    [table] = read(large, "large.csv", tmp_path).tables
    assert table.rows == 3 * SAMPLE_ROWS
    assert 0.98 * SAMPLE_ROWS < table.sample.height <= 1.02 * SAMPLE_ROWS
    assert table.sample["odd"].cast(pl.Int8).mean() == pytest.approx(0.5, abs=0.01)
    last = table.frame.tail(1).collect().row(0)
    assert last == (table.rows, str(table.rows - 1), str((table.rows - 1) % 2), "a, b")


def test_a_ragged_large_table_is_read_all_the_same(
    large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "_LARGE", 1)
    ragged = tmp_path / "ragged.csv"
    ragged.write_bytes(large.read_bytes()[:2_000_000].rpartition(b"\n")[0] + b"\n1,2,3,4\n")
    got = read(ragged, "ragged.csv", tmp_path / "spool")
    assert got.unread[0].affected == 1
    assert got.tables[0].frame.tail(1).collect().row(0)[1:] == ("1", "2", "3")


@pytest.mark.parametrize(
    "text",
    [
        b"id,name\n\n1,a\n\n2,b\n",
        b"Report,,\n,,\nid,name,sum\n1,a,2\n2,b,3\n3,c,4\n",
        b"id,name\n1,a\n2,caf\xe9\n",
        b"id,name\r\n1,\r\n2,b\r\n",
        b'id,name\n1,"a\n""b"""\n2,c\n',
    ],
    ids=["blank lines", "title", "late bytes", "line ends", "quoted"],
)
def test_both_ways_of_reading_read_the_same(
    text: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_row = taken(tmp_path, "a.csv", text)
    monkeypatch.setattr(delimited, "_LARGE", 1)
    streamed = taken(tmp_path, "a.csv", text)
    assert streamed.tables[0].columns == by_row.tables[0].columns
    assert streamed.tables[0].frame.collect().rows() == by_row.tables[0].frame.collect().rows()
