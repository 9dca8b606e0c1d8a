"""The shapes that values of a kind have, as regular expressions of polars."""

_TIME = r"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s?([aApP]\.?[mM]\.?)?"
_ZONE = r"\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:1[5-9]|2[01])\d{2}"

DATES: dict[str, str] = {
    "year-month-day": rf"^\d{{4}}-\d{{1,2}}-\d{{1,2}}([T ]{_TIME}{_ZONE})?$",
    "year/month/day": rf"^\d{{4}}/\d{{1,2}}/\d{{1,2}}([T ]{_TIME})?$",
    "year.month.day": rf"^\d{{4}}\.\d{{1,2}}\.\d{{1,2}}([T ]{_TIME})?$",
    "day/month/year": rf"^\d{{1,2}}/\d{{1,2}}/(\d{{4}}|\d{{2}})([, T]+{_TIME}{_ZONE})?$",
    "day.month.year": rf"^\d{{1,2}}\.\d{{1,2}}\.(\d{{4}}|\d{{2}})([, T]+{_TIME}{_ZONE})?$",
    "day-month-year": rf"^\d{{1,2}}-\d{{1,2}}-\d{{4}}([, T]+{_TIME}{_ZONE})?$",
    "day month-name year": (
        rf"(?i)^\d{{1,2}}(st|nd|rd|th)?[ .-]*{_MONTH}[ ,.-]*(\d{{4}}|\d{{2}})([, T]+{_TIME}{_ZONE})?$"
    ),
    "month-name day year": rf"(?i)^{_MONTH} *\d{{1,2}}(st|nd|rd|th)?,? +\d{{4}}([, T]+{_TIME}{_ZONE})?$",
}
"""How a day is written, by a name for people."""
PERIODS: dict[str, str] = {
    "year-month": rf"^{_YEAR}[-/](0[1-9]|1[0-2])$",
    "month/year": rf"^(0?[1-9]|1[0-2])[-/]{_YEAR}$",
    "month-name year": rf"(?i)^{_MONTH}[ -]*(\d{{4}}|\d{{2}})$",
    "years": rf"^{_YEAR}\s?[-/–]\s?(\d{{2}}|{_YEAR})$",
    "quarter": rf"(?i)^(q[1-4][ -/]?{_YEAR}|{_YEAR}[ -/]?q[1-4])$",
}
DATE_LIKE = r"^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
COMPACT = r"^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$"
CLOCK = rf"^{_TIME}$"
"""A time of day."""
WHOLE = r"^[-+]?(\d+|\d{1,3}([,' ]\d{3})+)(\.0)?$"
PHONE = r"^\+?\(?\d(?:[\s()./-]{0,3}\d){6,14}$"
CODE = r"^[A-Za-z0-9]+([-_/.:#][A-Za-z0-9]+)*$"
"""One word of letters and digits."""
