"""Units under all their names, and what each is on the scale that it shares with others."""

import re
from dataclasses import dataclass
from types import MappingProxyType

_NAMES = """
eur 1: € eur euro euros
usd 1: $ us$ usd dollar dollars
gbp 1: £ gbp pound pounds sterling
chf 1: chf franc francs
sek 1: sek
nok 1: nok
dkk 1: dkk
pln 1: pln zloty
czk 1: czk
cad 1: cad c$
aud 1: aud a$
jpy 1: ¥ jpy yen
inr 1: ₹ inr rupee rupees
eur 0.01: eurocent eurocents
percent 1: % percent percentage pct
points 1: percentage-point percentage-points pp
time 1: second seconds sec secs
time 60: minute minutes min mins
time 3600: hour hours hr hrs
time 86400: day days
time 604800: week weeks wk wks
time 1209600: fortnight fortnights
months 1: month months
months 3: quarters
months 12: year years yr yrs
months 120: decade decades
months 1200: century centuries
nights 1: night nights
length 0.001: mm millimetre millimetres millimeter millimeters
length 0.01: cm centimetre centimetres centimeter centimeters
length 1: metre metres meter meters
length 1000: km kilometre kilometres kilometer kilometers
length 1609.344: mile miles mi
length 0.9144: yard yards yd
length 0.3048: foot feet ft
length 0.0254: inch inches
mass 0.001: gram grams
mass 1: kg kilo kilos kilogram kilograms
mass 1000: tonne tonnes
mass 0.45359237: lb lbs
volume 1: litre litres liter liters
data 1: byte bytes
data 1000: kb kilobyte kilobytes
data 1000000: mb megabyte megabytes
data 1000000000: gb gigabyte gigabytes
data 1000000000000: tb terabyte terabytes
"""
_QUALIFIER = r"(?:(?P<qualifier>working|business|calendar|clear|full|consecutive|successive)[\s-]+)"
_WORKING = ("working", "business")


@dataclass(frozen=True, slots=True)
class Unit:
    """What is measured, and the unit's size on that measure's scale."""

    measure: str
    factor: float


def _read(line: str) -> tuple[Unit, list[str]]:
    what, aliases = line.split(": ")
    measure, factor = what.split()
    return Unit(measure, float(factor)), aliases.split()


_UNITS = MappingProxyType(
    {alias: unit for unit, names in map(_read, _NAMES.strip().splitlines()) for alias in names}
)
_MONEY = [alias for alias, unit in _UNITS.items() if len(unit.measure) == 3]
_LONGEST = sorted(_UNITS, key=len, reverse=True)
CURRENCY = (
    rf"(?:(?<!\w)(?:{'|'.join(a for a in _MONEY if a.isalpha() and len(a) == 3)})\b|"
    rf"(?<!\w)(?:us|[ac])?\$|[€£¥₹])"
)
UNIT = (
    rf"(?:(?:{_QUALIFIER})?(?P<unit>per\s?cent(?:age)?(?:[\s-]points?)?|"
    rf"{'|'.join(re.escape(a) + (chr(92) + 'b' if a[-1].isalpha() else '') for a in _LONGEST)}))"
)
_SPELT = re.compile(UNIT)


def unit(name: str, qualifier: str | None = None) -> Unit | None:
    """The unit of that name in any form: `€` and `euros` are one; None where there is none.

    Working and business days are no calendar days: they have a measure of their own.
    """
    key = re.sub(r"^per\s?cent", "percent", name.strip().lower())
    key = re.sub(r"^percent(?:age)?[\s-]points?$", "pp", key)
    known = _UNITS.get(key)
    if known and qualifier in _WORKING:
        return Unit(f"working {known.measure}", known.factor)
    return known


def counted(words: str) -> str:
    """What is counted: `EUR` of `EUR per night`."""
    return words.replace("/", " per ").split(" per ")[0].strip()


def named(words: str) -> Unit | None:
    """The unit that `words` name, its qualifier included: `working days`, `EUR per night`, `%`."""
    found = _SPELT.fullmatch(counted(words).lower())
    return unit(found["unit"], found["qualifier"]) if found else None


def alike(of: Unit) -> frozenset[str]:
    """Every name of a unit, in lower case; working days are spoken of as days."""
    plain = Unit(of.measure.removeprefix("working "), of.factor)
    return frozenset(alias for alias, each in _UNITS.items() if each == plain)
