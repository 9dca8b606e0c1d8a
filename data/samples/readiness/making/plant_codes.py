"""Planted: codes that drift in their spelling, their set and their meaning."""

from making.world import Planted, Row, Spot, World, having, random_of

OLD_LEVELS = {"A2": "SEVERE", "B1": "MODERATE", "B2": "MINOR", "C1": "NEAR-MED", "C2": "NEAR-OTHER",
              "D1": "PRIVACY", "D2": "PRIVACY"}  # fmt: skip
REFORM = "2025-09-01"


def outcomes_spelled(world: World) -> Planted:
    """Outcomes in other cases and with a letter lost."""
    spellings = {"attended": ("Attended", "ATTENDED", "atended"), "missed": ("Missed", "MISSED")}
    rows: list[Row] = []
    for outcome, others in spellings.items():
        for other in others:
            count = 34 if outcome == "attended" else 9
            picked = world.some("appointments.tsv", count, other, having("outcome", outcome))
            for row in picked:
                row["outcome"] = other
            rows += picked
    return Planted(
        ("enum_spelling",),
        Spot("appointments.tsv", ("outcome",), tuple(rows)),
        "The outcomes attended and missed also come as Attended, ATTENDED, atended, Missed, MISSED.",
        values=tuple(other for others in spellings.values() for other in others),
    )


def specialties_spelled(world: World) -> Planted:
    """Specialties in the other spelling, in capitals, cut short."""
    spellings = {
        "Orthopaedics": "Orthopedics",
        "Cardiology": "CARDIOLOGY",
        "Dermatology": "Dermatolgy",
        "Gastroenterology": "Gastro-enterology",
    }
    rows: list[Row] = []
    for specialty, other in spellings.items():
        picked = world.some("referrals.csv", 7, other, having("specialty", specialty))
        for row in picked:
            row["specialty"] = other
        rows += picked
    return Planted(
        ("enum_spelling",),
        Spot("referrals.csv", ("specialty",), tuple(rows)),
        "Four specialties are written in two ways, such as Orthopaedics and Orthopedics.",
        values=tuple(spellings.values()),
    )


def clinics_spelled(world: World) -> Planted:
    """Clinics in other cases and without their space."""
    spellings = {"Corrin Quay": "CorrinQuay", "Upper Alder": "upper alder", "Lissane": "LISSANE"}
    rows: list[Row] = []
    for clinic, other in spellings.items():
        picked = world.some("incidents.ndjson", 6, other, having("clinic_name", clinic))
        for row in picked:
            row["clinic_name"] = other
        rows += picked
    return Planted(
        ("enum_spelling",),
        Spot("incidents.ndjson", ("clinic_name",), tuple(rows)),
        "Three clinics are written in two ways, such as Corrin Quay and CorrinQuay.",
        values=tuple(spellings.values()),
    )


def levels_replaced(world: World) -> Planted:
    """The levels of incidents before the policy of September 2025."""
    rows = [row for row in world.tables["incidents.ndjson"] if row["noticed_at"] < REFORM]
    for row in rows:
        row["level"] = OLD_LEVELS[row["level"]]
    return Planted(
        ("enum_codes", "overloaded_column"),
        Spot("incidents.ndjson", ("level",)),
        "Until the end of August 2025 the level is SEVERE, MODERATE, MINOR, NEAR-MED, NEAR-OTHER or "
        "PRIVACY, from then on A2 to D2.",
    )


def payment_codes(world: World) -> Planted:
    """Cheques go out of use at the new year, instant payment comes in."""
    random = random_of("payments")
    for row in world.tables["invoices.csv"]:
        old = row["invoice_date"] < "2025-01-01"
        if random.random() < 0.12:
            row["payment_method"] = "cheque" if old else "instant"
    return Planted(
        ("enum_codes",),
        Spot("invoices.csv", ("payment_method",)),
        "The method cheque ends with 2024 and instant begins with 2025.",
        values=("cheque", "instant"),
    )


def urgency_turned_round(world: World) -> Planted:
    """From July 2025 on urgency 3 is the most urgent and 1 the least."""
    for row in world.tables["referrals.csv"]:
        if row["referred_on"] >= "2025-07-01":
            row["urgency"] = {"1": "3", "2": "2", "3": "1"}[row["urgency"]]
    return Planted(
        ("enum_meaning",),
        Spot("referrals.csv", ("urgency",)),
        "Until June 2025 urgency 1 is seen within nine days, from July 2025 on urgency 3 is: "
        "the codes stay and their order turned round.",
    )


def storage_turned_round(world: World) -> Planted:
    """In September A is refrigerated and B is ambient."""
    for row in world.tables["stock-2025-09.csv"]:
        row["storage_class"] = {"A": "B", "B": "A"}[row["storage_class"]]
    return Planted(
        ("enum_meaning", "distribution_drift", "conflicting_facts"),
        Spot("stock-2025-09.csv", ("storage_class",)),
        "In March storage class A is about 20 degrees and B about 5, in September the other way "
        "round.",
        also=(Spot("stock-2025-03.csv", ("storage_class",)),),
    )


PLANTINGS = (
    levels_replaced,
    payment_codes,
    urgency_turned_round,
    storage_turned_round,
    outcomes_spelled,
    specialties_spelled,
    clinics_spelled,
)
