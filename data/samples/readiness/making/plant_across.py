"""Planted: what does not fit together between tables."""

from making.identifiers import iban
from making.world import Pick, Planted, Spot, World, random_of

OLD, NEW = "suppliers-2024-06.csv", "suppliers-2025-01.csv"
MARCH = "stock-2025-03.csv"


def cost_centre_of_payroll(world: World) -> Planted:
    """The cost centre of staff is payroll's department, that of invoices a clinic's account."""
    return Planted(
        ("same_name_other_meaning",),
        Spot("staff.csv", ("cost_centre",)),
        "cost_centre is a department of payroll such as 3220 in staff and an account of a clinic "
        "such as CC-210 in invoices.",
        also=(Spot("invoices.csv", ("cost_centre",)),),
    )


def grade_of_a_course(world: World) -> Planted:
    """The grade of training is a mark, that of staff a pay band."""
    world.renamed("training.csv", "result", "grade")
    return Planted(
        ("same_name_other_meaning",),
        Spot("training.csv", ("grade",)),
        "grade is a mark such as merit in training and a pay band such as B5 in staff.",
        also=(Spot("staff.csv", ("grade",)),),
    )


def terms_in_years(world: World) -> Planted:
    """The terms of contracts are years, those of suppliers days."""
    world.renamed("contracts.csv", "contract_years", "terms")
    return Planted(
        ("same_name_other_meaning",),
        Spot("contracts.csv", ("terms",)),
        "terms counts years of a contract in contracts and days until payment in suppliers.",
        also=(Spot(NEW, ("terms",)),),
    )


def vendor_numbers(world: World) -> Planted:
    """Contracts call a supplier a vendor."""
    world.renamed("contracts.csv", "supplier_id", "vendor_no")
    return Planted(
        ("other_name_same_meaning",),
        Spot("contracts.csv", ("vendor_no",)),
        "vendor_no in contracts is supplier_id of the suppliers.",
        also=tuple(Spot(source, ("supplier_id",)) for source in (NEW, OLD, "invoices.csv")),
    )


def card_numbers(world: World) -> Planted:
    """Referrals call the patient number a card number."""
    world.renamed("referrals.csv", "patient_number", "card_no")
    return Planted(
        ("other_name_same_meaning",),
        Spot("referrals.csv", ("card_no",)),
        "card_no in referrals is patient_number of the other tables.",
        also=(
            Spot("appointments.tsv", ("patient_number",)),
            Spot("vitals.csv", ("patient_number",)),
            Spot("incidents.ndjson", ("patient_number",)),
        ),
    )


def sites(world: World) -> Planted:
    """The rota calls a clinic a site."""
    world.renamed("rota.xlsx#Shifts", "clinic", "site")
    return Planted(
        ("other_name_same_meaning",),
        Spot("rota.xlsx#Shifts", ("site",)),
        "site in the rota is clinic of the other tables.",
        also=tuple(
            Spot(source, ("clinic",))
            for source in ("staff.csv", "appointments.tsv", "invoices.csv", "vitals.csv", MARCH)
        ),
    )


def suppliers_nobody_knows(world: World) -> Planted:
    """Invoices of suppliers that are in no list."""
    rows, random = world.some("invoices.csv", 24, "lost suppliers"), random_of("lost numbers")
    for row in rows:
        row["supplier_id"] = f"S-{random.randint(700, 990)}"
    return Planted(
        ("orphaned_keys",),
        Spot("invoices.csv", ("supplier_id",), tuple(rows)),
        "Twenty-four invoices come from supplier numbers below S-1000 that are in no list.",
        also=(Spot(NEW, ("supplier_id",)), Spot(OLD, ("supplier_id",))),
    )


def clinicians_nobody_knows(world: World) -> Planted:
    """Appointments with people who are not among the staff."""
    rows = world.some("appointments.tsv", 60, "lost clinicians")
    for n, row in enumerate(rows):
        row["clinician"] = f"{7401 + n % 4:04d}"
    return Planted(
        ("orphaned_keys",),
        Spot("appointments.tsv", ("clinician",), tuple(rows)),
        "Sixty appointments are with the staff numbers 7401 to 7404, which are not among the staff.",
        also=(Spot("staff.csv", ("staff_number",)),),
        values=("7401", "7402", "7403", "7404"),
    )


def zeros_lost(world: World) -> Planted:
    """Staff numbers that lost their leading zero."""
    rows = world.some("training.csv", 48, "zeros", lambda row: row["staff_number"].startswith("0"))
    for row in rows:
        row["staff_number"] = row["staff_number"].lstrip("0")
    return Planted(
        ("orphaned_keys", "mixed_formats"),
        Spot("training.csv", ("staff_number",), tuple(rows)),
        "Forty-eight courses have a staff number without its leading zero, which joins nobody.",
        also=(Spot("staff.csv", ("staff_number",)),),
    )


def accounts_differ(world: World) -> Planted:
    """Contracts with another account than the supplier's."""
    rows = world.some("contracts.csv", 6, "accounts")
    for n, row in enumerate(rows):
        row["iban"] = iban(600 + n)
    return Planted(
        ("conflicting_facts",),
        Spot("contracts.csv", ("iban",), tuple(rows)),
        "Six contracts have another IBAN than the list of suppliers has for the same supplier.",
        also=(Spot(NEW, ("iban",)), Spot(OLD, ("iban",))),
    )


def posts_differ(world: World) -> Planted:
    """People with another post in the rota than in staff."""
    numbers = sorted(
        {row["staff_number"] for row in world.some("rota.xlsx#Shifts", 9, "posts", _is_nurse)}
    )
    rows = [r for r in world.tables["rota.xlsx#Shifts"] if r["staff_number"] in numbers]
    for row in rows:
        row["post"] = "Senior nurse"
    return Planted(
        ("conflicting_facts",),
        Spot("rota.xlsx#Shifts", ("post",), tuple(rows)),
        "Some practice nurses of the staff list are senior nurses in the rota.",
        also=(Spot("staff.csv", ("post",)),),
        values=tuple(numbers),
    )


def _starting(column: str, first: str) -> Pick:
    return lambda row: row[column].startswith(first)


def _is_nurse(row: dict[str, str]) -> bool:
    return row["post"] == "Practice nurse"


def names_differ(world: World) -> Planted:
    """Suppliers with another name on their invoices than in the list."""
    names = {
        "Castlegate": "Castle Gate Trading",
        "Merrow": "Merrow Group",
        "Yarrow": "Yarrow Holding",
    }
    chosen: dict[str, str] = {}
    for first, other in names.items():
        row = world.some(NEW, 1, other, _starting("supplier_name", first))[0]
        chosen[row["supplier_id"]] = other
    rows = [row for row in world.tables["invoices.csv"] if row["supplier_id"] in chosen]
    for row in rows:
        row["supplier_name"] = chosen[row["supplier_id"]]
    return Planted(
        ("conflicting_facts",),
        Spot("invoices.csv", ("supplier_name",), tuple(rows)),
        "Three suppliers have another name on all their invoices than in the list of suppliers.",
        also=(Spot(NEW, ("supplier_name",)), Spot(OLD, ("supplier_name",))),
        values=tuple(chosen),
    )


PLANTINGS = (
    cost_centre_of_payroll,
    grade_of_a_course,
    suppliers_nobody_knows,
    clinicians_nobody_knows,
    zeros_lost,
    accounts_differ,
    posts_differ,
    names_differ,
    terms_in_years,
    vendor_numbers,
    card_numbers,
    sites,
)
