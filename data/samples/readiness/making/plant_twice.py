"""Planted: rows that are there twice, cell for cell or nearly."""

from collections.abc import Callable

from making.days import moved
from making.world import Planted, Row, Spot, World


def appointments_twice(world: World) -> Planted:
    """Appointments that are there twice, cell for cell."""
    firsts = world.some("appointments.tsv", 26, "twice")
    twins = [dict(row) for row in firsts]
    world.insert("appointments.tsv", twins, "twins")
    return Planted(
        ("duplicate_rows",),
        Spot("appointments.tsv", (), tuple(twins)),
        "Twenty-six appointments are there twice, cell for cell.",
        also=(Spot("appointments.tsv", (), tuple(firsts)),),
    )


def training_twice(world: World) -> Planted:
    """Courses that are there twice, cell for cell."""
    firsts = world.some("training.csv", 14, "twice in training")
    twins = [dict(row) for row in firsts]
    world.insert("training.csv", twins, "training twins")
    return Planted(
        ("duplicate_rows",),
        Spot("training.csv", (), tuple(twins)),
        "Fourteen courses are there twice, cell for cell.",
        also=(Spot("training.csv", (), tuple(firsts)),),
    )


def _copies(
    world: World, source: str, count: int, change: Callable[[int, Row], dict[str, str]]
) -> tuple[list[Row], list[Row]]:
    firsts = world.some(source, count, f"{source} firsts")
    seconds = [{**row, **change(n, row)} for n, row in enumerate(firsts)]
    world.insert(source, seconds, f"{source} seconds")
    return firsts, seconds


def suppliers_entered_again(world: World) -> Planted:
    """Suppliers with a second number and a slightly different name."""
    endings = (" Ltd", " Limited", " Ltd.", " & Co", " LTD", " Ltd", " Limited")
    firsts, seconds = _copies(
        world,
        "suppliers-2025-01.csv",
        7,
        lambda n, row: {
            "supplier_id": f"S-{3001 + n * 7}",
            "supplier_name": row["supplier_name"] + endings[n],
        },
    )
    return Planted(
        ("near_duplicate_rows",),
        Spot("suppliers-2025-01.csv", ("supplier_name",), tuple(seconds)),
        "Seven suppliers were entered again with a new number and Ltd, Limited or & Co behind the "
        "name.",
        also=(Spot("suppliers-2025-01.csv", (), tuple(firsts)),),
    )


def _misspelled(name: str) -> str:
    return name[:-2] + name[-1] + name[-2]


def people_entered_again(world: World) -> Planted:
    """People with a second staff number and a family name with letters turned round."""
    firsts, seconds = _copies(
        world,
        "staff.csv",
        5,
        lambda n, row: {
            "staff_number": f"{1102 + n * 3:04d}",
            "family_name": _misspelled(row["family_name"]),
        },
    )
    return Planted(
        ("near_duplicate_rows",),
        Spot("staff.csv", ("family_name",), tuple(seconds)),
        "Five people were entered again with a new staff number and a mistyped family name.",
        also=(Spot("staff.csv", (), tuple(firsts)),),
    )


def invoices_entered_again(world: World) -> Planted:
    """Invoices with a second number, entered a day or two later."""
    firsts, seconds = _copies(
        world,
        "invoices.csv",
        9,
        lambda n, row: {
            "invoice_number": f"{row['invoice_number']}A",
            "paid_on": moved(row["paid_on"], 1 + n % 2),
        },
    )
    return Planted(
        ("near_duplicate_rows",),
        Spot("invoices.csv", ("invoice_number",), tuple(seconds)),
        "Nine invoices were entered and paid again under the same number with an A behind it.",
        also=(Spot("invoices.csv", (), tuple(firsts)),),
    )


PLANTINGS = (
    appointments_twice,
    training_twice,
    suppliers_entered_again,
    people_entered_again,
    invoices_entered_again,
)
