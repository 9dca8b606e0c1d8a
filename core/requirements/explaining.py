"""Why something may be used, or not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from core.domain.errors import Permanent
from core.requirements.configuration import Choice, Price, Subject
from core.requirements.ruling import Ruling
from core.requirements.rulings import Rulings

NAMED_FREELY = (Subject.MODEL, Subject.EMBEDDING, Subject.REGION)


class NotOffered(Permanent):
    """Nothing of that name is configured or offered. Of a model or region that might be, say which it
    is: --as model, --as embedding, --as region."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is said of a thing, `allowed` unless a clause says no; `offered` False is a what-if."""

    subject: Subject
    name: str
    offered: bool
    allowed: bool
    rulings: tuple[Ruling, ...]


def explained(
    rulings: Rulings,
    name: str,
    subject: Subject | None = None,
    price: Callable[[str], Price | None] = lambda _: None,
) -> list[Explanation]:
    """What the clauses say of whatever is called `name`, of each subject that has such a thing.

    What is not offered is judged as if it were, with nothing declared of it, where `subject` tells
    what it is or its name has the form PROVIDER/MODEL, a model at the `price` known of it; otherwise
    raises `NotOffered`.
    """
    found = list(_offered(rulings, name, subject)) + list(_settings(rulings, name, subject))
    if not found:
        found = [_supposed(rulings, name, subject, price)]
    return found


def _offered(rulings: Rulings, name: str, subject: Subject | None) -> Iterator[Explanation]:
    for choice in rulings.configuration.choices:
        if choice.name.casefold() == name.casefold() and subject in {None, choice.subject}:
            yield _explanation(rulings, choice, offered=True)


def _settings(rulings: Rulings, name: str, subject: Subject | None) -> Iterator[Explanation]:
    """A setting by its name, or by its name and value as the table of rulings has it."""
    for ruling in rulings.all if subject in {None, Subject.SETTING} else ():
        names = {ruling.choice.casefold(), ruling.choice.partition("=")[0].casefold()}
        if ruling.subject == Subject.SETTING and name.casefold() in names:
            yield Explanation(ruling.subject, ruling.choice, True, ruling.allowed, (ruling,))


def _supposed(
    rulings: Rulings, name: str, subject: Subject | None, price: Callable[[str], Price | None]
) -> Explanation:
    if subject is None and "/" in name:
        subject = Subject.MODEL
    if subject not in NAMED_FREELY:
        raise NotOffered(_what_is(rulings, name))
    known = price(name) if subject == Subject.MODEL else None
    return _explanation(rulings, Choice(subject, name, price=known), offered=False)


def _explanation(rulings: Rulings, choice: Choice, *, offered: bool) -> Explanation:
    said = rulings.on(choice)
    allowed = all(each.allowed for each in said)
    return Explanation(choice.subject, choice.name, offered, allowed, said)


def _what_is(rulings: Rulings, name: str) -> str:
    names = list(dict.fromkeys(each.choice for each in rulings.all))
    near = get_close_matches(name, names, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"Got {name!r}.{hint} There is: {', '.join(names)}."
