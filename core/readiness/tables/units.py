"""Units of measure and currencies by their spellings, with what makes them comparable."""

from typing import NamedTuple


class Unit(NamedTuple):
    """A unit: what it measures, its usual symbol, and how many of the dimension's base it is."""

    dimension: str
    symbol: str
    factor: float


def _units(dimension: str, **spellings: tuple[float, str]) -> dict[str, Unit]:
    return {
        spelling: Unit(dimension, symbol, factor)
        for symbol, (factor, words) in spellings.items()
        for spelling in (symbol.lower(), *words.split("|"))
        if spelling
    }


UNITS: dict[str, Unit] = {
    **_units(
        "length",
        mm=(0.001, "millimeter|millimeters|millimetre|millimetres"),
        cm=(0.01, "centimeter|centimeters|centimetre|centimetres"),
        m=(1.0, "meter|meters|metre|metres"),
        km=(1000.0, "kilometer|kilometers|kilometre|kilometres|kms"),
        inch=(0.0254, "in|inches|″"),
        ft=(0.3048, "foot|feet|′"),
        yd=(0.9144, "yard|yards"),
        mi=(1609.344, "mile|miles"),
    ),
    **_units(
        "mass",
        mg=(1e-6, "milligram|milligrams"),
        g=(0.001, "gram|grams|gm|gms"),
        kg=(1.0, "kilogram|kilograms|kgs|kilo|kilos"),
        t=(1000.0, "ton|tons|tonne|tonnes"),
        lb=(0.45359237, "lbs|pound|pounds"),
        oz=(0.028349523, "ounce|ounces"),
    ),
    **_units(
        "volume",
        ml=(0.001, "milliliter|milliliters|millilitre|millilitres"),
        cl=(0.01, "centiliter|centilitre"),
        l=(1.0, "liter|liters|litre|litres|ltr"),
        gal=(3.785411784, "gallon|gallons"),
        floz=(0.0295735, "fl oz"),
    ),
    **_units("temperature", C=(1.0, "°c|celsius|degc"), F=(1.0, "°f|fahrenheit|degf")),
    **_units(
        "time",
        ms=(0.001, "msec|millisecond|milliseconds"),
        s=(1.0, "sec|secs|second|seconds"),
        min=(60.0, "mins|minute|minutes"),
        h=(3600.0, "hr|hrs|hour|hours"),
        d=(86400.0, "day|days"),
        wk=(604800.0, "week|weeks"),
        mo=(2629746.0, "month|months"),
        yr=(31556952.0, "yrs|year|years"),
    ),
    **_units("data", B=(1.0, "bytes"), KB=(1e3, ""), MB=(1e6, ""), GB=(1e9, ""), TB=(1e12, "")),
    **_units("speed", mph=(1.609344, ""), kph=(1.0, "km/h|kmh")),
    **_units("power", W=(1.0, "watt|watts"), kW=(1e3, "kilowatt|kilowatts"), MW=(1e6, "")),
    **_units("energy", Wh=(1.0, ""), kWh=(1e3, ""), MWh=(1e6, "")),
    **_units(
        "area",
        sqm=(1.0, "m2|m²|sq m"),
        sqft=(0.09290304, "ft2|ft²|sq ft"),
        ha=(1e4, "hectare|hectares"),
        acre=(4046.8564224, "acres|ac"),
    ),
    **_units("share", **{"%": (1.0, "percent|pct")}),
    **_units(
        "money",
        USD=(1.0, "$|us$|dollar|dollars"),
        EUR=(1.0, "€|euro|euros"),
        GBP=(1.0, "£"),
        JPY=(1.0, "¥|yen"),
        CHF=(1.0, ""),
        CAD=(1.0, "c$"),
        AUD=(1.0, "a$"),
        INR=(1.0, "₹|rupees"),
        SEK=(1.0, ""),
        NOK=(1.0, ""),
        DKK=(1.0, ""),
        PLN=(1.0, "zł"),
    ),
}
"""By spelling in lower case, a trailing full stop taken off."""


def unit_of(spelling: str) -> Unit | None:
    """The unit that `spelling` names, or None."""
    return UNITS.get(spelling.strip().rstrip(".").lower())
