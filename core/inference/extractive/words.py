"""Words as the extractive model compares them: stop words left out, endings cut, numbers levelled."""

import re
from collections.abc import Iterable, Mapping
from math import log

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[a-zà-ÿ]+(?:['’][a-z]+)?|[€£$%]")
_STOP_LIST = (
    "a about above after all also am an and any are as at be been before being but by can could did "
    "do does doing done for from get gets had has have he her him his how i if in into is it its "
    "just may me might must my need no nor not of on or our out shall she should so some such than "
    "that the their them then there these they this those to too under up us was we were what when "
    "where which while who whom whose why will with would you your much many long often there's "
    "what's who's it's i'm"
)
_STOP = frozenset(_STOP_LIST.split())
_GENERAL_LIST = (
    "add afternoon agree allow also always amount anybody anyone anything apply approval "
    "approve april ask august autumn available back begin beginning case certain change "
    "charge cheap cheers clear come compulsory condition correct cost count date day deadline "
    "december decide decision detail difference different document early easy else end enough "
    "eur euro evening everybody everyone everything exact example except exception expensive "
    "explain extra far february fee figure find first form friday further gbp general give go "
    "good great happen hard hello help here hey hi high hour idea important include "
    "information instead involve january july june kind know large last late latest least "
    "length less limit list little long look low mandatory march maximum mean mention minimum "
    "minute monday month more morning most necessary never new next nice nobody normal "
    "november now number obligatory october ok okay once one only option optional other "
    "otherwise part penalty people per percent perfect period person please point policy "
    "possible price problem procedure process proof put question quick rate reason require "
    "requirement responsible result right rule same saturday say see september short show "
    "similar situation size small somebody someone something soon sorry sort spring start "
    "step still stop summer sunday sure take tell term thank thing thursday time today "
    "tomorrow total true tuesday two type usd usual valid value want way wednesday week "
    "weekday weekend winter work worse wrong year yes yesterday yet"
)
_SAME = {
    **{"€": "eur", "euro": "eur", "£": "gbp", "$": "usd", "dollar": "usd", "%": "percent"},
    **{"paid": "pai", "spent": "spend", "bought": "bui", "kept": "keep", "sent": "send"},
    **{
        "taken": "tak",
        "took": "tak",
        "given": "giv",
        "gave": "giv",
        "held": "hold",
        "left": "leav",
    },
    **{"written": "writ", "wrote": "writ", "begun": "begin", "began": "begin", "told": "tell"},
    **{"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7"},
    **{"eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15"},
    **{"twenty": "20", "thirty": "30", "sixty": "60", "ninety": "90", "hundred": "100"},
}
_ENDINGS = (
    "ments",
    "ment",
    "ings",
    "ing",
    "ied",
    "ies",
    "edly",
    "ed",
    "ers",
    "er",
    "ly",
    "es",
    "s",
)


def words(text: str) -> list[str]:
    """The content words of `text` in order, stemmed; numbers without separators."""
    found = (word.group().replace("’", "'") for word in _WORD.finditer(text.lower()))
    return [stem(word) for word in found if word not in _STOP]


def subject(text: str) -> list[str]:
    """The words of `text` that say what it is about: no stop words, no numbers, nothing general."""
    return [
        word
        for word in words(text)
        if not (word[0].isdigit() or word in _GENERAL or "'" in word)  # an apostrophe left: "don't"
    ]


def stem(word: str) -> str:
    """`word` without its ending, roughly: `approves`, `approved` and `approving` become one."""
    if word[0].isdigit():
        return word.replace(",", "").rstrip(".")
    word = word.removesuffix("'s")
    if word in _SAME:
        return _SAME[word]
    singular = word[:-1] if word.endswith("s") else word
    if singular in _SAME:
        return _SAME[singular]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _levelled(word[: -len(ending)] + ("i" if ending in ("ied", "ies") else ""))
    return _levelled(word)


def _levelled(base: str) -> str:
    """One spelling for `stopp` and `stop`, `leave` and `leav`, `policy` and `polici`."""
    if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
        base = base[:-1]
    if len(base) > 3 and base.endswith("e"):
        base = base[:-1]
    return base[:-1] + "i" if len(base) > 2 and base.endswith("y") else base


_GENERAL = frozenset(stem(word) for word in _GENERAL_LIST.split())


def rarity(wanted: Iterable[str], texts: Iterable[frozenset[str]]) -> Mapping[str, float]:
    """The idf of each wanted word over `texts`; a word that occurs in none is the rarest."""
    everything = list(texts)
    counts = {word: sum(word in text for text in everything) for word in wanted}
    return {
        word: log(1 + (len(everything) - count + 0.5) / (count + 0.5))
        for word, count in counts.items()
    }
