"""Tables that lost their shape."""

import pytest

from core.readiness.documents.broken_tables import found
from core.readiness.finding import Kind
from tests.readiness.documents.making import document

WHOLE = (
    "# Hotels\n\nTable 1. Ceilings by town\n\n| Town | Winter | Summer |\n|---|---|---|\n"
    "| Lissane | 112 | 119 |\n| Wexcombe | 133 |  |\n\nPrices of 2024 | 2025 are in the annex.\n"
)
CELLS = "Town\nWinter\nSummer\nLissane\n112\n119\nWexcombe\n133\n140\nThornmere\n129\n164\n"


@pytest.mark.parametrize(
    "text",
    [
        WHOLE.replace("| 112 | 119 |", "| 112 |"),
        WHOLE.replace("| Town | Winter | Summer |", "|  |  |  |"),
        WHOLE.replace("| Town | Winter | Summer |", "| Thornmere | 129 | 164 |"),
        WHOLE.replace("|---|---|---|\n", ""),
        "# Hotels\n\nTable 1. Ceilings by town\n\nHotels are booked by the desk. It opens at eight.",
        f"# Hotels\n\n{CELLS}",
        "# Hotels\n\nLissane 112 119\nWexcombe 133 140\nThornmere 129 164\n",
        "Town        Winter   Summer\nLissane     112      119\nWexcombe    133      140\n",
    ],
    ids=[
        "a row with too few cells", "no names", "data for a header", "no line under the header",
        "a caption without a table", "a cell a line", "rows without columns", "columns of spaces",
    ],
)  # fmt: skip
def test_a_broken_table_is_found_once(text: str) -> None:
    (finding,) = found([document("hotels.md", text)])
    assert finding.kind is Kind.BROKEN_TABLE
    assert finding.evidence


def test_a_whole_table_with_an_empty_cell_and_a_year_for_a_name_is_not_broken() -> None:
    years = "# Staff\n\n| Clinic | 2024 | 2025 |\n|---|---|---|\n| Lissane | 12 | 14 |\n"
    assert list(found([document("a.md", WHOLE), document("b.md", years)])) == []


def test_lists_addresses_and_wrapped_text_are_no_tables() -> None:
    text = (
        "# People\n\n- Pay: Marcus, 4140\n- Cards: Petra, 4141\n- Safety: Ruairi, 4142\n\n"
        "The desk is open from eight to six on weekdays\nand from nine to one on Saturdays, and it\n"
        "answers 40 calls on a usual day.\n"
    )
    assert list(found([document("people.md", text)])) == []
