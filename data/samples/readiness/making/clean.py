"""Tables with nothing wrong, odd ones among them: rare values, mixed lengths, real absence."""

from datetime import date, timedelta
from random import Random

from making.days import day_between, working_day
from making.names import CLINICS, TOWNS, people
from making.world import Row, random_of

DIAGNOSES = {  # code of three to six signs: what it stands for
    "I10": "Raised blood pressure",
    "J06.9": "Cold",
    "M54.5": "Low back pain",
    "E11": "Diabetes of adults",
    "L20.8": "Eczema",
    "S93.40": "Sprained ankle",
    "Z23": "Vaccination",
    "N39.0": "Infection of the bladder",
    "G43.10": "Migraine with aura",
    "B02": "Shingles",
    "A27.9": "Leptospirosis",
    "T63.00": "Snake bite",
}
SHARES = (220, 180, 150, 120, 60, 55, 140, 70, 22, 18, 2, 1)
FEES = {"member": "20.00", "family": "35.00", "company": "250.00", "life": "1000.00"}
STREETS = ("Mill Row", "Weir Lane", "Rope Street", "Chapel Hill", "Quarry Road", "Station Road")
FAMILIES = ("Tables", "Chairs", "Lamps", "Scales", "Carts")


def tables() -> dict[str, list[Row]]:
    """Every clean table by the name of its file."""
    return {
        "diagnoses.csv": diagnoses(),
        "furniture.csv": furniture(),
        "energy.csv": energy(),
        "visits-by-town.csv": visits(),
        "friends.csv": friends(),
    }


def diagnoses() -> list[Row]:
    """900 diagnoses; codes are of different lengths and some are rare, as they are in life."""
    random = random_of("diagnoses")
    made = []
    for _ in range(900):
        code = random.choices(list(DIAGNOSES), SHARES)[0]
        made.append(
            {
                "entry": "",
                "made_on": working_day(random, date(2025, 1, 6), date(2025, 12, 19)).isoformat(),
                "clinic": random.choice(list(CLINICS)),
                "diagnosis": code,
                "meaning": DIAGNOSES[code],
                "first_time": random.choice(("yes", "no")),
            }
        )
    made.sort(key=lambda row: (row["made_on"], row["clinic"], row["diagnosis"]))
    for n, row in enumerate(made):
        row["entry"] = f"D{60_001 + n}"
    return made


def furniture() -> list[Row]:
    """260 pieces; most were never repaired or written off, so those cells are empty."""
    random = random_of("furniture")
    made = []
    for n in range(260):
        bought = day_between(random, date(2012, 1, 1), date(2025, 6, 30))
        gone = random.random() < 0.1 and bought < date(2022, 1, 1)
        made.append(
            {
                "piece": f"FU-{1001 + n}",
                "family": random.choice(FAMILIES),
                "clinic": random.choice(list(CLINICS)),
                "bought_on": bought.isoformat(),
                "price_eur": f"{random.randint(2_500, 64_000) / 100:.2f}",
                "repaired_on": _later(random, bought, 40, 300) if random.random() < 0.06 else "",
                "written_off_on": _later(random, bought, 400, 1400) if gone else "",
            }
        )
    return made


def _later(random: Random, day: date, least: int, most: int) -> str:
    return (day + timedelta(days=random.randint(least, most))).isoformat()


def energy() -> list[Row]:
    """Energy of each clinic by week; the four weeks of a cold spell stand out and are right."""
    random, first = random_of("energy"), date(2024, 1, 1)
    made = []
    for week in range(104):
        monday = first + timedelta(weeks=week)
        cold = 2.4 if date(2025, 1, 13) <= monday <= date(2025, 2, 3) else 1.0
        winter = 1.0 + 0.35 * (monday.month in {11, 12, 1, 2, 3})
        for n, clinic in enumerate(CLINICS):
            used = (1500 - 180 * n) * winter * cold * random.uniform(0.94, 1.06)
            made.append(
                {
                    "week": monday.isoformat(),
                    "clinic": clinic,
                    "meter": f"EM{70_411 + n * 903}",
                    "heat_kwh": str(round(used)),
                    "power_kwh": str(round((820 - 90 * n) * random.uniform(0.92, 1.08))),
                }
            )
    return made


def visits() -> list[Row]:
    """Visits by town and month of 2025; Hazelbrook, by far the largest town, has by far the most."""
    random = random_of("visits")
    made = []
    for month in range(1, 13):
        for key, (town, district, _, _) in TOWNS.items():
            many = 2600 if town == "Hazelbrook" else 240
            made.append(
                {
                    "month": f"2025-{month:02d}",
                    "routing_key": key,
                    "town": town,
                    "district": district,
                    "visits": str(round(many * random.uniform(0.9, 1.1))),
                }
            )
    return made


def friends() -> list[Row]:
    """300 friends of the clinics: twins at one address, four life members, most joined on one day."""
    random, names = random_of("friends"), people()
    made = [_friend(random, *names[600 + n]) for n in range(297)]
    twins = zip(made[20:23], ("Philippa", "Rupert", "Seraphina"), strict=True)
    made += [{**first, "given_name": given} for first, given in twins]
    for row in made[100:104]:
        row["membership"], row["yearly_fee_eur"] = "life", FEES["life"]
    made.sort(key=lambda row: (row["family_name"], row["given_name"]))
    return [{"friend": f"FR{501 + n}", **row} for n, row in enumerate(made)]


def _friend(random: Random, given: str, family: str) -> Row:
    membership = random.choices(("member", "family", "company"), (70, 25, 5))[0]
    street = f"{random.randint(1, 60)} {random.choice(STREETS)}"
    first = day_between(random, date(2019, 1, 2), date(2024, 12, 30))
    return {
        "given_name": given,
        "family_name": family,
        "born_on": day_between(random, date(1938, 1, 1), date(2004, 12, 31)).isoformat(),
        "street": street,
        "town": random.choice([town for town, *_ in TOWNS.values()]),
        "joined_on": "2019-01-01" if random.random() < 0.55 else first.isoformat(),
        "membership": membership,
        "yearly_fee_eur": FEES[membership],
    }
