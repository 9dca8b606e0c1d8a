"""Two ways to write one name: what is short for what."""

from collections.abc import Iterable
from functools import cache

from core.evaluation.faithfulness.tokens import Token, tokens

_STATES = (
    "AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, "
    "DE Delaware, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa, "
    "KS Kansas, KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts, MI Michigan, "
    "MN Minnesota, MS Mississippi, MO Missouri, MT Montana, NE Nebraska, NV Nevada, "
    "NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York, NC North Carolina, "
    "ND North Dakota, OH Ohio, OK Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island, "
    "SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, UT Utah, VT Vermont, VA Virginia, "
    "WA Washington, WV West Virginia, WI Wisconsin, WY Wyoming"
)
_OTHERS = (
    "US United States, USA United States, UK United Kingdom, UK Britain, UN United Nations, "
    "EU European Union, Jan January, Feb February, Mar March, Apr April, Jun June, Jul July, "
    "Aug August, Sep September, Sept September, Oct October, Nov November, Dec December, "
    "Mon Monday, Tue Tuesday, Wed Wednesday, Thu Thursday, Fri Friday, Sat Saturday, Sun Sunday, "
    "US America, USA America, America United States, Britain United Kingdom"
)


@cache
def _written() -> dict[str, frozenset[str]]:
    """The forms of the long names, by what is short for them, as it is capitalised."""
    found: dict[str, frozenset[str]] = {}
    for entry in f"{_STATES}, {_OTHERS}".split(", "):
        short, _, long = entry.partition(" ")
        found[short] = found.get(short, frozenset()) | {token.form for token in tokens(long)}
    return found


def spelled_out(sentence: Iterable[Token]) -> frozenset[str]:
    """The forms of every long name that stands in short in a context."""
    held = (_written().get(token.text) for token in sentence)
    return frozenset(form for forms in held if forms for form in forms)


def is_short_for(token: Token, forms: frozenset[str]) -> bool:
    """Whether the token is short for a name of which a word is among the forms."""
    return not forms.isdisjoint(_written().get(token.text, frozenset()))


def initials(sentence: Iterable[Token]) -> frozenset[str]:
    """The initials of every two to five words in a row that stand in capitals."""
    found, run = set[str](), ""
    for token in sentence:
        run = (run + token.text[0])[-5:] if token.text[0].isupper() else ""
        found.update(run[-size:].lower() for size in range(2, len(run) + 1))
    return frozenset(found)
