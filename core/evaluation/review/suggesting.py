"""What a right answer may have to say: what the asker says of it, or what the passages state."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from core.evaluation.facts.tokens import Token, tokens
from core.evaluation.review.items import Body

MOST = 6
AROUND = 60  # characters on either side of a fact


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An amount or a day as its passage writes it, and the words around it."""

    fact: str
    around: str


@dataclass(frozen=True, slots=True)
class _Stated:
    text: str
    token: Token
    alike: int

    @property
    def fact(self) -> str:
        return _line(self.text[self.token.start : self.token.end]).rstrip(".")


def noted(body: Body) -> tuple[str, ...]:
    """The amounts and days that the asker says the answer should have stated, as they wrote them.

    What the answer states is not among them: the asker says that it is wrong.
    """
    wrong = [each.token for each in _stated(body.answer)]
    return tuple(each.fact for each in _once(_stated(body.note)) if not _is_among(each, wrong))


def suggestions(body: Body) -> tuple[Suggestion, ...]:
    """At most six amounts and days that stand in the passages the answer rests on.

    Those that the answer does not state come first, as it is said to be wrong; then by how many words
    of the question stand in the same sentence.
    """
    cited = {each.chunk_id for each in body.citations}
    said = [each.token for each in _stated(body.answer)]
    asked = _words(body.question)
    found = [
        each
        for passage in body.retrieved
        if not cited or passage.chunk_id in cited
        for each in _stated(passage.text, asked)
    ]
    found.sort(key=lambda each: (_is_among(each, said), -each.alike))
    return tuple(Suggestion(each.fact, _around(each)) for each in islice(_once(found), MOST))


def _stated(text: str, asked: frozenset[str] = frozenset()) -> Iterator[_Stated]:
    said = tokens(text)
    for token in said:
        if token.days or (token.amount and token.amount.measure):
            beside = {each.key for each in said if each.sentence == token.sentence}
            yield _Stated(text, token, len(asked & beside))


def _once(found: Iterable[_Stated]) -> Iterator[_Stated]:
    known: list[Token] = []
    for each in found:
        if not _is_among(each, known):
            known.append(each.token)
            yield each


def _is_among(stated: _Stated, known: Iterable[Token]) -> bool:
    return any(_same(stated.token, other) for other in known)


def _same(one: Token, other: Token) -> bool:
    if one.amount and other.amount:
        return one.amount.equals(other.amount)
    return bool(one.days) and one.days == other.days


def _words(text: str) -> frozenset[str]:
    return frozenset(each.key for each in tokens(text) if each.is_word)


def _around(stated: _Stated) -> str:
    start, end = stated.token.start, stated.token.end
    first, last = max(0, start - AROUND), min(len(stated.text), end + AROUND)
    # no word is cut, and no line of another paragraph is taken along
    before = stated.text[first:start].rpartition("\n\n")[2]
    after = stated.text[end:last].partition("\n\n")[0]
    if first and len(before) == start - first:
        before = f"… {before.partition(' ')[2]}"
    if last < len(stated.text) and len(after) == last - end:
        after = f"{after.rpartition(' ')[0]} …"
    return _line(f"{before}{stated.text[start:end]}{after}")


def _line(text: str) -> str:
    return " ".join(text.split())
