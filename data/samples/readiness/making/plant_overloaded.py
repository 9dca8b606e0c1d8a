"""Planted: columns with several meanings."""

from making.world import Planted, Row, Spot, World, having, random_of

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
LANGUAGES = ("Polish", "Ukrainian", "Arabic", "Portuguese", "Romanian")


def _all(world: World, source: str, column: str, value: str) -> list[Row]:
    return [row for row in world.tables[source] if having(column, value)(row)]


def order_or_contract_or_card(world: World) -> Planted:
    """References of three patterns, told apart by the purchase route."""
    random = random_of("references")
    for row in _all(world, "invoices.csv", "purchase_route", "contract"):
        row["order_reference"] = f"CT-{random.randint(201, 380)}"
    for row in _all(world, "invoices.csv", "purchase_route", "card"):
        row["order_reference"] = f"**** **** **** {random.randint(1000, 9999)}"
    return Planted(
        ("overloaded_column",),
        Spot("invoices.csv", ("order_reference",)),
        "The order reference is an order number, a contract number or the end of a card number; "
        "purchase_route says which.",
        discriminator="purchase_route",
    )


def _pieces_or_millilitres(world: World, source: str) -> Planted:
    for row in _all(world, source, "stock_class", "bulk"):
        row["quantity"] = str(int(row["quantity"]) * 250 + 1500)
    return Planted(
        ("overloaded_column", "mixed_units"),
        Spot(source, ("quantity",)),
        "The quantity counts pieces where stock_class is pack and millilitres where it is bulk.",
        discriminator="stock_class",
    )


def pieces_or_millilitres_in_march(world: World) -> Planted:
    """Quantities of two ranges in the first stock-taking."""
    return _pieces_or_millilitres(world, "stock-2025-03.csv")


def pieces_or_millilitres_in_september(world: World) -> Planted:
    """Quantities of two ranges in the second stock-taking."""
    return _pieces_or_millilitres(world, "stock-2025-09.csv")


def transport_or_day_or_language(world: World) -> Planted:
    """Values of three families, told apart by the type of the referral."""
    random = random_of("arrangements")
    for row in _all(world, "referrals.csv", "referral_type", "hospital"):
        row["arrangement"] = random.choice(DAYS)
    for row in _all(world, "referrals.csv", "referral_type", "community"):
        row["arrangement"] = random.choice(LANGUAGES)
    return Planted(
        ("overloaded_column",),
        Spot("referrals.csv", ("arrangement",)),
        "The arrangement is a means of transport, a weekday or an interpreter's language; "
        "referral_type says which.",
        discriminator="referral_type",
    )


def extension_or_room(world: World) -> Planted:
    """Rooms among telephone extensions; nothing tells them apart."""
    rows = world.some("staff.csv", 40, "rooms")
    random = random_of("room numbers")
    for row in rows:
        row["extension"] = f"{row['clinic']}/{random.choice('GF')}{random.randint(1, 19):02d}"
    return Planted(
        ("overloaded_column", "mixed_types", "mixed_formats"),
        Spot("staff.csv", ("extension",), tuple(rows)),
        "Forty extensions are rooms such as HZ/G07 and not telephone extensions.",
    )


PLANTINGS = (
    order_or_contract_or_card,
    pieces_or_millilitres_in_march,
    pieces_or_millilitres_in_september,
    transport_or_day_or_language,
    extension_or_room,
)
