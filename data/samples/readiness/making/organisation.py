"""The clean base, first part: places, staff, suppliers, contracts, training."""

from datetime import date, timedelta
from random import Random

from making.days import day_between, next_month, parsed, years_later
from making.identifiers import iban, pps_number, telephone, vat_number
from making.names import CATEGORIES, CLINICIANS, CLINICS, COURSES, POSTS, TOWNS, firms, people
from making.world import Row, cycled, random_of

LETTERS = "CDEFHKNPRTVWXY"
STAFF = 320
SUPPLIERS = 236
FIRST_SNAPSHOT, SECOND_SNAPSHOT = date(2024, 6, 30), date(2025, 1, 31)


def postcodes() -> list[Row]:
    """340 postcodes; the key says the town, the town its district and the clinic next to it."""
    random, keys = random_of("postcodes"), cycled(random_of("keys"), list(TOWNS))
    made: dict[str, Row] = {}
    while len(made) < 340:
        key = next(keys)
        town, district, clinic, least = TOWNS[key]
        code = f"{key} {random.choice(LETTERS)}{random.randint(1, 9)}{random.choice(LETTERS)}"
        made[code] = {
            "postcode": f"{code}{random.randint(1, 9)}",
            "routing_key": key,
            "town": town,
            "district": district,
            "nearest_clinic": clinic,
            "km_to_clinic": f"{least + random.randint(0, 45) / 10:.1f}",
        }
    return sorted(made.values(), key=lambda row: row["postcode"])


def staff() -> list[Row]:
    """320 members of staff; the post says the pay band and the department."""
    random, names = random_of("staff"), people()
    posts = [post for post, (_, _, share) in POSTS.items() for _ in range(share)]
    wanted, clinics = cycled(random, posts), cycled(random_of("clinics of staff"), list(CLINICS))
    made = [_member(random, n, names[n], next(wanted), next(clinics)) for n in range(STAFF)]
    _give_managers(random, made)
    return made


def _member(random: Random, n: int, name: tuple[str, str], post: str, clinic: str) -> Row:
    grade, department, _ = POSTS[post]
    started = day_between(random, date(2009, 2, 1), date(2025, 10, 1))
    gone = random.random() < 0.14 and started < date(2024, 6, 1)
    contract = random.choices(("full-time", "part-time", "locum"), (60, 32, 8))[0]
    hours = "38" if contract == "full-time" else str(random.choice((16, 20, 24, 28, 32)))
    return {
        "staff_number": f"{101 + n * 3:04d}",
        "given_name": name[0],
        "family_name": name[1],
        "post": post,
        "grade": grade,
        "clinic": clinic,
        "contract_type": contract,
        "weekly_hours": hours,
        "started_on": started.isoformat(),
        "ended_on": day_between(random, date(2024, 9, 1), date(2025, 12, 20)).isoformat()
        if gone
        else "",
        "line_manager": "",
        "work_email": f"{name[0]}.{name[1]}@aldervalley.example".lower(),
        "direct_phone": telephone(n),
        "pps_number": pps_number(n),
        "registration_number": f"R{410_000 + n * 271}" if post in CLINICIANS else "",
        "cost_centre": department,
        "vetted_on": (started - timedelta(days=random.randint(8, 60))).isoformat(),
        "extension": str(4001 + n * 2),
    }


def _give_managers(random: Random, members: list[Row]) -> None:
    for clinic in CLINICS:
        here = [each for each in members if each["clinic"] == clinic and not each["ended_on"]]
        leads = [each for each in here if each["grade"] in {"B3", "B6", "B11"}]
        for member in members:
            if member["clinic"] == clinic:
                others = [each for each in leads if each is not member]
                member["line_manager"] = random.choice(others)["staff_number"]


def suppliers() -> list[Row]:
    """236 suppliers as they stand in 2024-06 or join until 2025-01."""
    random, towns = random_of("suppliers"), [town for town, *_ in TOWNS.values()]
    return [_supplier(random, n, *firm, towns) for n, firm in enumerate(firms()[:SUPPLIERS])]


def _supplier(random: Random, n: int, name: str, code: str, towns: list[str]) -> Row:
    domain = name.lower().replace(" ", "-")
    return {
        "supplier_id": f"S-{1001 + n * 7}",
        "supplier_name": name,
        "category_code": code,
        "category": CATEGORIES[code][0],
        "vat_number": vat_number(n),
        "iban": iban(n),
        "payment_terms_days": str(random.choice((14, 30, 30, 45))),
        "contact_email": f"{random.choice(('orders', 'accounts', 'sales'))}@{domain}.example",
        "contact_phone": "" if random.random() < 0.03 else telephone(330 + n),
        "fax": telephone(600 + n),
        "town": random.choice(towns),
        "supplier_since": day_between(random, date(2008, 1, 1), date(2024, 5, 1)).isoformat(),
    }


def snapshots(everyone: list[Row]) -> tuple[list[Row], list[Row]]:
    """The suppliers of 2024-06 and of 2025-01: 14 left and 16 joined in between."""
    first = [dict(row) for row in everyone[:220]]
    second = [dict(row) for row in everyone[14:]]
    for row in second[206:]:
        random = random_of(f"joined {row['supplier_id']}")
        row["supplier_since"] = day_between(random, FIRST_SNAPSHOT, SECOND_SNAPSHOT).isoformat()
    return first, second


def contracts(firms_now: list[Row], members: list[Row]) -> list[Row]:
    """180 contracts; each ends the day before its term in years is over."""
    random = random_of("contracts")
    owners = [each["staff_number"] for each in members if not each["ended_on"]]
    return [_contract(random, n, firms_now[n], random.choice(owners)) for n in range(180)]


def _contract(random: Random, n: int, firm: Row, owner: str) -> Row:
    years = random.choice((1, 2, 2, 3, 3, 4, 5))
    first = max(date(2021, 1, 1), parsed(firm["supplier_since"]))
    start = next_month(day_between(random, first, date(2025, 1, 28))).isoformat()
    return {
        "contract_number": f"CT-{201 + n}",
        "supplier_id": firm["supplier_id"],
        "iban": firm["iban"],
        "starts_on": start,
        "ends_on": years_later(start, years),
        "contract_years": str(years),
        "yearly_value_eur": str(random.randint(12, 480) * 125),
        "notice_months": str(random.choice((1, 2, 3, 6))),
        "owner": owner,
    }


def training(members: list[Row]) -> list[Row]:
    """800 courses taken; the course says its hours and until when it holds."""
    random, seen = random_of("training"), set()
    trainers = [" ".join(name) for name in people()[700:709]]
    made: list[Row] = []
    while len(made) < 800:
        member, course = random.choice(members), random.choice(list(COURSES))
        if (member["staff_number"], course) in seen:
            continue
        seen.add((member["staff_number"], course))
        hours, years = COURSES[course]
        last = min(date(2025, 12, 12), date.fromisoformat(member["ended_on"] or "2025-12-12"))
        start = date.fromisoformat(member["started_on"])
        day = day_between(random, min(max(start, date(2023, 1, 9)), last), last)
        if (day.month, day.day) == (2, 29):
            continue
        made.append(
            {
                "record": "",
                "staff_number": member["staff_number"],
                "course": course,
                "completed_on": day.isoformat(),
                "valid_until": years_later(day.isoformat(), years),
                "hours": hours,
                "result": random.choices(("pass", "merit", "distinction"), (70, 22, 8))[0],
                "trainer": random.choice(trainers),
            }
        )
    made.sort(key=lambda row: (row["completed_on"], row["staff_number"]))
    for n, row in enumerate(made):
        row["record"] = f"T{30_001 + n}"
    return made
