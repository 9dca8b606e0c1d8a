"""A small workspace to audit: numbers that mean nothing, pay that few may see, a rule without a date."""

from pathlib import Path

SENTINEL = "-9999"
NO_PAY = "-7777777"
PAY = [str(71_234_561 + 13_719 * number) for number in range(80)]
RULES = """\
[[rule]]
match = "**"
tier = "internal"
reason = "Known to colleagues"

[[rule]]
match = "visits.csv:pay"
tier = "restricted"
reason = "Pay"
"""
LEAVE = """\
# Leave policy

## Carrying leave over

A member of staff carries over at most five days of leave into the next year. Leave that is carried
over lapses on 31 March.
"""
REQUIREMENTS = """\
[job]
sentence = "Helps managers decide how much leave may be carried over, so that they follow the policy."
decision = "how much leave may be carried over"
audience = "managers"
outcome = "they follow the policy"

[[envelope]]
id = "R-RES-1"
kind = "residency"
words = "Nothing leaves the European Union."
regions = ["eu-*"]
"""
DONE = """
[[done]]
id = "{id}"
kind = "{kind}"
question = "{question}"
answer = "{answer}"
says = ["{says}"]
documents = ["leave.md"]
"""
REFUSED = """
[[done]]
id = "{id}"
kind = "refusal"
question = "{question}"
refusal = "no_evidence"
"""


def brought(folder: Path, clinics: tuple[str, str] = ("Hazelbrook", "Lissane")) -> Path:
    """The workspace in a folder that is not there yet, about these two clinics."""
    for part in ("sources", "documents"):
        (folder / part).mkdir(parents=True)
    (folder / "sources" / "visits.csv").write_text(_visits(clinics), encoding="utf-8")
    (folder / "documents" / "leave.md").write_text(LEAVE, encoding="utf-8")
    (folder / "documents" / "classification.toml").write_text(RULES, encoding="utf-8")
    (folder / "requirements.toml").write_text(REQUIREMENTS + _done(), encoding="utf-8")
    return folder


def _visits(clinics: tuple[str, str]) -> str:
    rows = ["visit,clinic,seen_on,waited_minutes,pay"]
    for number, pay in enumerate(PAY):
        waited = SENTINEL if number % 20 == 7 else str(5 + number * 13 % 47)
        day = f"2025-{1 + number // 28:02}-{1 + number % 28:02}"
        paid = NO_PAY if number % 20 == 3 else pay
        rows.append(f"V{1000 + number},{clinics[number % 2]},{day},{waited},{paid}")
    return "\n".join(rows) + "\n"


def _done() -> str:
    right = "How many days of leave does one carry over?"
    shown = [
        DONE.format(id="D-1", kind="right", question=right, answer="Five days.", says="Five days"),
        DONE.format(
            id="D-2",
            kind="right",
            question="When does it lapse?",
            answer="31 March.",
            says="31 March",
        ),
        DONE.format(id="D-3", kind="wrong", question=right, answer="All of it.", says="All of it"),
        DONE.format(
            id="D-4", kind="wrong", question="When does it lapse?", answer="Never.", says="Never"
        ),
        REFUSED.format(id="D-5", question="Who has carried leave over?"),
        REFUSED.format(id="D-6", question="What will the weather be?"),
    ]
    return "".join(shown)
