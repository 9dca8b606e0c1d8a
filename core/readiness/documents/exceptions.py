"""Exceptions to rules that are nowhere in the documents."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from core.inference.extractive.words import words
from core.readiness.documents.labels import Labels, labels
from core.readiness.documents.passages import Passage, passages
from core.readiness.documents.reading import Text
from core.readiness.finding import Finding, Kind, Severity, Where

_CUE = (
    r"(?:notwithstanding|except(?:ions?|ed|ing)?|exempt(?:ions?|ed)?|despite|unless|subject to|"
    r"without prejudice to|other than|save (?:as|for)|derogat\w+|in place of|instead of|"
    r"(?:does|do|shall) not apply|overrid\w+|waive\w*|by way of departure|departs?)"
)
_PLACE = (
    r"(?:sections?|clauses?|paragraphs?|articles?|annex|appendix|schedule|part|rule|chapter|"
    r"exhibit|attachment|§+)"
)
_NUMBER = r"(?-i:\d+(?:[.-]\d+)*|[A-Z](?:[.-]?\d+)*|[IVX]+)(?![\w-])"
_REFERENCE = re.compile(
    rf"\b{_CUE}\b[^.;]{{0,90}}?(?<![\w-])(?:(?P<place>{_PLACE})\s*(?P<number>{_NUMBER})|"
    r"(?:in|under|by|with|to)\s+(?P<bare>\d{1,4}\.\d{2,}(?:-\d+)*))(?P<after>[^.;]{0,90})",
    re.IGNORECASE,
)
_NOT_APPLIED = re.compile(
    rf"(?<![\w-])(?P<place>{_PLACE})\s*(?P<number>{_NUMBER})(?P<after>[^.;]{{0,60}}?)\s+"
    r"(?:does|do|shall|will) not (?:apply|bind|cover|extend)\b(?P<bare>)",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:act|code|regulations?|directive|statute|law|treaty|constitution|ordinance|bill|"
    r"convention|order|circular|standard|far|dfars|cfr|u\.?s\.?c|usc|gdpr|iso|nist|fips|omb|title \d+|"
    r"public law|contract|agreement|form|solicitation|lease|license|licence)\b|U\.S\.C|C\.F\.R",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"^[^,;]{0,30}?\b(?:of|in|to|from)\s+(?:the|our|its)\s+(?P<name>[\w’' -]{3,60}?)\s+"
    r"(?:policy|procedure|manual|handbook|rules?|guidelines?|guide|plan|terms|charter|protocol)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:notwithstanding|as an exception to|by way of exception to|exempt(?:ed)? from|"
    r"except(?:ions?)? (?:as )?(?:provided|set out|described|stated|allowed|permitted|granted)(?: for)? "
    r"(?:in|by|under)|despite)\s+(?:the|our)\s+(?P<name>(?:[\w’'-]+ ){1,6}?)"
    r"(?P<noun>policy|procedure|manual|handbook|charter|protocol)\b(?! of)",
    re.IGNORECASE,
)
_PUBLIC = re.compile(r"\b(?:national|federal|government|european|international|state)\b", re.I)
_FOREIGN = 60  # a first number above this is another text's, unless parts here are numbered like it
_OWN = frozenset(["this", "present", "same", "foregoing", "above"])
_RULE_NAMED = re.compile(
    r"\b(?:exceptions?|exemptions?|waivers?|derogations?)\s+(?:to|from)\s+(?:the|our)\s+"
    r"(?P<rule>(?:[\w’'-]+\s+){1,6}?)(?P<noun>rules?|limits?|caps?|ban|requirements?|policy|ceilings?|"
    r"thresholds?|prohibition|restrictions?|freeze|moratorium)\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:notwithstanding|despite|contrary to|as an exception to|by way of exception to)\s+(?:the\s+)?"
    r"(?:above|foregoing|preceding|previous|this)\b|(?:this|the above|the foregoing|the preceding)\s+"
    r"(?:rule|limit|requirement|prohibition|restriction|ceiling)s?\s+(?:does|do|shall|is|are)\s+not\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Orphan:
    """A passage with an exception, and the rule it is one to, which is nowhere."""

    passage: Passage
    rule: str
    confidence: float


def found(texts: Sequence[Text]) -> Iterator[Finding]:
    """A finding for each exception whose rule is in no document."""
    known = labels(texts)
    said = [frozenset(words(f"{e.words} {' '.join(e.under)}")) for t in texts for e in passages(t)]
    for text in texts:
        for number, passage in enumerate(passages(text)):
            seen: set[str] = set()
            for orphan in _orphans(passage, known, said, opens=number == 0):
                if orphan.rule not in seen:
                    seen.add(orphan.rule)
                    yield _finding(orphan, len(texts))


def _orphans(
    passage: Passage, known: Labels, said: Sequence[frozenset[str]], *, opens: bool
) -> Iterator[Orphan]:
    references = (_REFERENCE.finditer(passage.words), _NOT_APPLIED.finditer(passage.words))
    for match in chain(*references):
        if _is_gone(passage, match, known):
            yield Orphan(passage, _name(match), 0.85)
    for match in _WHOLE.finditer(passage.words):
        wanted = _name_words(match["name"])
        if wanted - _OWN and not _PUBLIC.search(match["name"]) and not known.called(wanted):
            yield Orphan(passage, f"the {match['name']}{match['noun']}", 0.8)
    for match in _RULE_NAMED.finditer(passage.words):
        wanted = frozenset(words(match["rule"]))
        if wanted and sum(wanted <= each for each in said) < 2:
            yield Orphan(passage, f"the {match['rule']}{match['noun']}", 0.75)
    if opens and _DANGLING.match(passage.words):
        yield Orphan(passage, "what should stand above it", 0.8)


def _name(match: re.Match[str]) -> str:
    named = _DOCUMENT.match(match["after"])
    of = f" of the {named['name']}" if named else ""
    return f"{match['place']} {match['number']}{of}" if match["place"] else match["bare"]


def _is_gone(passage: Passage, match: re.Match[str], known: Labels) -> bool:
    near = f"{passage.words[max(0, match.start() - 40) : match.start()]} {match.group()}"
    named = _DOCUMENT.match(match["after"])
    if named and frozenset(words(named["name"])) - _OWN:
        return not _PUBLIC.search(named["name"]) and _is_gone_from(named["name"], match, known)
    if _OUTSIDE.search(near) or _OUTSIDE.search(match["after"][:40]):
        return False
    number = match["number"] or match["bare"]
    foreign = match["bare"] or _first(number) > _FOREIGN
    if foreign and not _numbered_alike(known, number):
        return False
    return not known.holds(passage.source, match["place"] or "section", number)


def _first(number: str) -> int:
    digits = re.match(r"\d+", number)
    return int(digits.group()) if digits else 0


def _name_words(name: str) -> frozenset[str]:
    found = (word.removesuffix("s") for word in re.findall(r"[a-z]+", name.lower()))
    return frozenset(found) - {"and", "the", "of", "for", "a", "an", "in"}


def _is_gone_from(name: str, match: re.Match[str], known: Labels) -> bool:
    """Whether the document that is named is missing, or numbers its parts and has no such one."""
    sources = known.called(_name_words(name))
    numbered = [source for source in sources if known.numbers.get(source)]
    place, number = match["place"] or "section", match["number"] or match["bare"]
    held = any(known.holds(source, place, number) for source in numbered)
    return not sources or (len(numbered) == len(sources) and not held)


def _numbered_alike(known: Labels, number: str) -> bool:
    """Whether parts of the documents are numbered like it: then it is no number of another text."""
    head = number.split(".", maxsplit=1)[0] + "."
    return any(each.startswith(head) for own in known.numbers.values() for each in own)


def _finding(orphan: Orphan, all_: int) -> Finding:
    passage = orphan.passage
    return Finding(
        kind=Kind.ORPHANED_EXCEPTION,
        where=Where(passage.source, span=(passage.start, passage.end)),
        what=f"{passage.source} makes an exception to {orphan.rule}, which is in none of the documents.",
        poisons="The exception is found without the rule it limits, so an answer gives it as if it "
        "were the rule, or cannot say what applies otherwise.",
        remedy="Add the text that holds the rule, or correct the reference.",
        severity=Severity.MEDIUM,
        confidence=orphan.confidence,
        affected=1,
        out_of=all_,
        evidence=(passage.evidence,),
        key=f"{orphan.rule.lower()}:{passage.words[:80]}",
    )
