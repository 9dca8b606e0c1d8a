"""The clean base, second part: appointments, referrals, readings, incidents."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from making.days import day_between, stamped, working_day
from making.identifiers import patient_number
from making.names import CLINICIANS, CLINICS, SERVICES, SPECIALTIES
from making.world import Row, cycled, random_of

YEAR = date(2025, 1, 6), date(2025, 12, 19)
WAIT_DAYS = {"1": (2, 9), "2": (14, 30), "3": (42, 84)}
MODES = ("own car", "taxi", "bus", "ambulance")
HAPPENINGS = {
    "fall": "Somebody slipped {where}; {who} helped them up.",
    "medicine": "The wrong strength was taken from the shelf {where}; {who} noticed it.",
    "sharp": "A needle was left {where}; {who} was pricked by it.",
    "information": "A printed list was left {where}; {who} found it.",
    "equipment": "A device {where} stopped without warning; {who} fetched the spare.",
    "conduct": "There was shouting {where}; {who} called for help.",
}
ROOMS = (
    "in a consulting room",
    "in the treatment room",
    "in the side room",
    "in the vaccine store",
)
HALLS = ("in the waiting room", "at reception", "in the corridor", "near the entrance")
PLACES = {"fall": HALLS, "conduct": HALLS, "information": HALLS}
WITNESSES = ("a nurse", "a receptionist", "a physician", "a cleaner", "a trainee", "a pharmacist",
             "a physiotherapist", "the duty manager")  # fmt: skip
LEVELS = {"medicine": ("B1", "B2", "C1"), "information": ("D1", "D2")}
OTHER_LEVELS = ("A2", "B1", "B2", "C2")


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient and what does not change about them."""

    number: str
    clinic: str
    sex: str
    height: int
    weight: float


def patients() -> list[Patient]:
    """900 adults, each at one clinic."""
    random, clinics = random_of("patients"), cycled(random_of("homes"), list(CLINICS))
    made = []
    for n in range(900):
        sex = random.choice("FM")
        height = round(_normal(random, 164 if sex == "F" else 177, 6))
        weight = round(_normal(random, 23.5, 1.6) * (height / 100) ** 2, 1)
        number = patient_number(n * 211 + random.randint(0, 200))
        made.append(Patient(number, next(clinics), sex, height, weight))
    return made


def _normal(random: Random, middle: float, spread: float) -> float:
    return middle + spread * max(-2.2, min(2.2, random.gauss(0, 1)))


def appointments(everyone: list[Patient], members: list[Row]) -> list[Row]:
    """2,600 appointments of 2025; the service says minutes and fee, nobody is double booked."""
    random = random_of("appointments")
    taken: set[tuple[str, date]] = set()
    made: list[Row] = []
    by_clinic = {clinic: _clinicians(members, clinic) for clinic in CLINICS}
    while len(made) < 2600:
        patient = random.choice(everyone)
        clinician = random.choice(by_clinic[patient.clinic])
        day = working_day(random, *YEAR)
        start = datetime.combine(day, time(8, 30)) + timedelta(minutes=45 * random.randint(0, 9))
        if {(clinician, start), (patient.number, day)} & taken:
            continue
        taken |= {(clinician, start), (patient.number, day)}
        made.append(_appointment(random, patient, clinician, start))
    made.sort(key=lambda row: (row["starts_at"], row["patient_number"]))
    for n, row in enumerate(made):
        row["appointment_id"] = f"P{500_001 + n}"
    return made


def _clinicians(members: list[Row], clinic: str) -> list[str]:
    return [
        each["staff_number"]
        for each in members
        if each["clinic"] == clinic
        and each["post"] in CLINICIANS
        and not each["ended_on"]
        and each["started_on"] < "2024-07-01"
    ]


def _appointment(random: Random, patient: Patient, clinician: str, start: datetime) -> Row:
    service = random.choice(list(SERVICES))
    minutes, fee = SERVICES[service]
    outcome = random.choices(("attended", "cancelled", "missed"), (80, 13, 7))[0]
    booked = start.date() - timedelta(days=random.randint(1, 40))
    return {
        "appointment_id": "",
        "patient_number": patient.number,
        "clinic": patient.clinic,
        "clinician": clinician,
        "booked_on": booked.isoformat(),
        "booked_by": random.choice(("desk", "telephone", "online")),
        "starts_at": stamped(start),
        "service_code": service,
        "minutes": minutes,
        "fee_eur": fee,
        "outcome": outcome,
        "waited_minutes": str(random.randint(0, 48)) if outcome == "attended" else "",
    }


def referrals(everyone: list[Patient], members: list[Row]) -> list[Row]:
    """650 referrals from July 2024 on; the urgency says within how many days one is seen."""
    random, made = random_of("referrals"), []
    by_clinic = {clinic: _clinicians(members, clinic) for clinic in CLINICS}
    for patient in random.sample(everyone, 650):
        urgency = random.choice("123")
        day = working_day(random, date(2024, 7, 1), date(2025, 12, 31))
        seen = day + timedelta(days=random.randint(*WAIT_DAYS[urgency]))
        made.append(
            {
                "referral_id": "",
                "patient_number": patient.number,
                "referred_by": random.choice(by_clinic[patient.clinic]),
                "referral_type": random.choices(("own", "hospital", "community"), (45, 35, 20))[0],
                "specialty": random.choice(SPECIALTIES),
                "urgency": urgency,
                "referred_on": day.isoformat(),
                "seen_on": seen.isoformat(),
                "arrangement": random.choice(MODES),
            }
        )
    made.sort(key=lambda row: (row["referred_on"], row["patient_number"]))
    for n, row in enumerate(made):
        row["referral_id"] = f"RF-{70_001 + n}"
    return made


def vitals(everyone: list[Patient]) -> list[Row]:
    """1,200 readings, about two for each of 560 patients."""
    random, made = random_of("vitals"), list[Row]()
    seen: set[tuple[str, date]] = set()
    some = random.sample(everyone, 560)
    while len(made) < 1200:
        patient, day = random.choice(some), working_day(random, *YEAR)
        if (patient.number, day) not in seen:
            seen.add((patient.number, day))
            made.append(_reading(random, patient, day))
    made.sort(key=lambda row: (row["measured_on"], row["patient_number"]))
    for n, row in enumerate(made):
        row["reading"] = f"V{80_001 + n}"
    return made


def _reading(random: Random, patient: Patient, day: date) -> Row:
    systolic = round(_normal(random, 126, 11))
    pregnant = "yes" if random.random() < 0.12 else "no"
    return {
        "reading": "",
        "patient_number": patient.number,
        "sex": patient.sex,
        "clinic": patient.clinic,
        "device": f"{patient.clinic}-{random.choice('ABC')}",
        "measured_on": day.isoformat(),
        "temperature_c": f"{_normal(random, 36.8, 0.45):.1f}",
        "systolic": str(systolic),
        "diastolic": str(systolic - round(_normal(random, 46, 6))),
        "pulse": str(round(_normal(random, 73, 9))),
        "weight_kg": f"{patient.weight + random.randint(-9, 9) / 10:.1f}",
        "height_cm": str(patient.height),
        "glucose": f"{_normal(random, 5.6, 0.7):.1f}",
        "pregnant": pregnant if patient.sex == "F" else "",
    }


def incidents(everyone: list[Patient], members: list[Row]) -> list[Row]:
    """420 incidents from January 2025 to June 2026, reported within three days."""
    random, made = random_of("incidents"), []
    stayed = [e for e in members if not e["ended_on"] and e["started_on"] < "2025-01-01"]
    here = {clinic: [each for each in stayed if each["clinic"] == clinic] for clinic in CLINICS}
    for _ in range(420):
        patient = random.choice(everyone)
        moment = datetime.combine(
            day_between(random, date(2025, 1, 2), date(2026, 6, 30)), time(8, 5)
        ) + timedelta(minutes=random.randint(0, 600))
        told = moment + timedelta(minutes=random.randint(10, 2100))
        kind = random.choice(list(HAPPENINGS))
        reporter = random.choice(here[patient.clinic])
        made.append(
            {
                "incident_id": "",
                "noticed_at": stamped(moment),
                "reported_at": stamped(told),
                "clinic_name": CLINICS[patient.clinic],
                "level": random.choice(LEVELS.get(kind, OTHER_LEVELS)),
                "incident_type": kind,
                "patient_number": patient.number if random.random() < 0.7 else "",
                "reported_by": reporter["staff_number"],
                "description": HAPPENINGS[kind].format(
                    who=random.choice(WITNESSES), where=random.choice(PLACES.get(kind, ROOMS))
                ),
            }
        )
    made.sort(key=lambda row: (row["noticed_at"], row["reported_by"]))
    for n, row in enumerate(made):
        row["incident_id"] = f"N-{2001 + n}"
    return made
