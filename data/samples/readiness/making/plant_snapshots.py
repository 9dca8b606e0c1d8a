"""Planted: what changes from one snapshot to the next."""

from datetime import date

from making.identifiers import vat_number
from making.world import Planted, Spot, World, random_of

OLD, NEW = "suppliers-2024-06.csv", "suppliers-2025-01.csv"
MARCH, SEPTEMBER = "stock-2025-03.csv", "stock-2025-09.csv"


def vat_numbers_differ(world: World) -> Planted:
    """Suppliers whose VAT number is another one in the later list."""
    known = {row["supplier_id"] for row in world.tables[OLD]}
    rows = world.some(NEW, 5, "vat", lambda row: row["supplier_id"] in known)
    for n, row in enumerate(rows):
        row["vat_number"] = vat_number(900 + n)
    return Planted(
        ("conflicting_facts",),
        Spot(NEW, ("vat_number",), tuple(rows)),
        "Five suppliers have another VAT number in the list of January 2025 than in that of June "
        "2024.",
        also=(Spot(OLD, ("vat_number",)),),
    )


def terms_renamed(world: World) -> Planted:
    """payment_terms_days becomes terms."""
    world.renamed(NEW, "payment_terms_days", "terms")
    return Planted(
        ("schema_drift", "other_name_same_meaning"),
        Spot(NEW, ("terms",)),
        "payment_terms_days of June 2024 is called terms in January 2025.",
        also=(Spot(OLD, ("payment_terms_days",)),),
        values=("payment_terms_days", "terms"),
    )


def email_renamed(world: World) -> Planted:
    """contact_email becomes orders_to."""
    world.renamed(NEW, "contact_email", "orders_to")
    return Planted(
        ("schema_drift", "other_name_same_meaning"),
        Spot(NEW, ("orders_to",)),
        "contact_email of June 2024 is called orders_to in January 2025.",
        also=(Spot(OLD, ("contact_email",)),),
        values=("contact_email", "orders_to"),
    )


def fax_dropped(world: World) -> Planted:
    """The column fax goes."""
    for row in world.tables[NEW]:
        del row["fax"]
    return Planted(
        ("schema_drift",),
        Spot(OLD, ("fax",)),
        "The column fax is gone in January 2025.",
        also=(Spot(NEW),),
        values=("fax",),
    )


def risk_added(world: World) -> Planted:
    """The column risk comes."""
    random = random_of("risk")
    for row in world.tables[NEW]:
        row["risk"] = random.choice(("low", "low", "medium", "high"))
    return Planted(
        ("schema_drift",),
        Spot(NEW, ("risk",)),
        "The column risk is new in January 2025.",
        also=(Spot(OLD),),
        values=("risk",),
    )


def expiry_by_month(world: World) -> Planted:
    """In September the expiry is a month and no longer a day."""
    for row in world.tables[SEPTEMBER]:
        row["expires_on"] = date.fromisoformat(row["expires_on"]).strftime("%m/%Y")
    return Planted(
        ("schema_drift", "distribution_drift", "mixed_formats"),
        Spot(SEPTEMBER, ("expires_on",)),
        "The expiry is a day such as 2026-01-31 in March and a month such as 01/2026 in September.",
        also=(Spot(MARCH, ("expires_on",)),),
    )


def reorder_in_pieces(world: World) -> Planted:
    """In September the level for reordering counts pieces and no longer boxes of twenty."""
    for row in world.tables[SEPTEMBER]:
        row["reorder_level"] = str(int(row["reorder_level"]) * 20)
    return Planted(
        ("distribution_drift", "mixed_units"),
        Spot(SEPTEMBER, ("reorder_level",)),
        "The level for reordering is twenty times higher in September than in March.",
        also=(Spot(MARCH, ("reorder_level",)),),
    )


def telephones_lost(world: World) -> Planted:
    """Four in ten telephone numbers of suppliers are lost."""
    rows = world.tables[NEW]
    for row in random_of("no phones").sample(rows, len(rows) * 2 // 5):
        row["contact_phone"] = ""
    return Planted(
        ("distribution_drift",),
        Spot(NEW, ("contact_phone",)),
        "Three in a hundred suppliers have no telephone number in June 2024, four in ten in January "
        "2025.",
        also=(Spot(OLD, ("contact_phone",)),),
    )


PLANTINGS = (
    vat_numbers_differ,
    expiry_by_month,
    reorder_in_pieces,
    telephones_lost,
    terms_renamed,
    email_renamed,
    fax_dropped,
    risk_added,
)
