"""How somebody can come to see what they may not."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import psycopg

from benchmarks.mutants.mutant import mutant
from core.answering.service import Assistant, Event
from core.bootstrap import Handrail
from core.domain.access import Principal, Tier
from core.domain.answer import Answer, Question
from core.domain.document import Label
from core.store import tenants
from core.store.scope import Scope

LABELS = """
do $$ begin
    drop policy reading on handrail.labels;
    execute format('create policy reading on handrail.labels for select to handrail_app using (%%s)',
                   handrail.same_tenant() || %(more)s);
end $$
"""
ANY_GROUP = " and tier <= (select handrail.current_clearance())"
A_TIER_UP = """ and tier <= (select handrail.current_clearance()) + 1
    and (groups = '{}' or groups && (select handrail.current_groups()) or """
TENANT = """
create or replace function handrail.current_tenant() returns text language sql stable parallel safe
return case handrail.current_principal() ->> 'tenant'
    when {one} then {other} when {other} then {one} else handrail.current_principal() ->> 'tenant' end
"""
EXCERPT = 300


@mutant(is_security=True)
def tenants_swapped(handrail: Handrail) -> Iterator[None]:
    """Two tenants' policies are swapped: the people of each see the rows of the other."""
    one, other = [each.tenant for each in tenants.listed(handrail.database)][:2]
    names = {"one": psycopg.sql.Literal(one), "other": psycopg.sql.Literal(other)}
    with _administered(handrail) as db:
        db.execute(psycopg.sql.SQL(TENANT).format(**names))
    there = {one: other, other: one}

    def swapped(self: Scope, values: Mapping[str, object]) -> dict[str, Any]:
        tenant = self.principal.tenant
        return {**values, "tenant": there.get(tenant, tenant)}

    with patch.object(Scope, "_with_tenant", swapped):
        yield


@mutant(is_security=True)
def groups_ignored(handrail: Handrail) -> Iterator[None]:
    """The policy forgets that a document is for some groups only."""
    _relax(handrail, ANY_GROUP)
    yield


@mutant(is_security=True)
def clearance_a_tier_up(handrail: Handrail) -> Iterator[None]:
    """The policy lets everybody see one tier above their clearance."""
    with _administered(handrail) as db:
        row = db.execute("select handrail.as_curator()").fetchone()
    assert row is not None
    _relax(handrail, f"{A_TIER_UP}{row[0]})")
    yield


@mutant(is_security=True)
def hidden_passage_told(_: Handrail) -> Iterator[None]:
    """Beside an answer or a refusal leaves the text of the best passage the asker may not see."""
    finish = Assistant._finish

    def telling(self: Assistant, request: Any, *more: Any) -> Answer:  # noqa: ANN401
        answer = finish(self, request, *more)
        return replace(answer, text=f"{answer.text}\n\n{_hidden(self, request)}")

    with patch.object(Assistant, "_finish", telling):
        yield


@mutant(is_security=True)
def answers_cached_for_everyone(_: Handrail) -> Iterator[None]:
    """An answer is kept by its question alone, and given to whoever asks that next."""
    stream, kept = Assistant.stream, {}

    def cached(self: Assistant, principal: Principal, question: Question) -> Iterator[Event]:
        asked = (question.text, question.as_of, question.earlier)
        if asked not in kept:
            kept[asked] = list(stream(self, principal, question))
        yield from kept[asked]

    with patch.object(Assistant, "stream", cached):
        yield


@contextmanager
def _administered(handrail: Handrail) -> Iterator[psycopg.Connection]:
    """A transaction as the database's administrator."""
    with psycopg.connect(handrail.database.admin_url) as db:
        yield db


def _relax(handrail: Handrail, more: str) -> None:
    """Have the policy of labels, on which all else rests, ask for the tenant and `more` only."""
    with _administered(handrail) as db, psycopg.ClientCursor(db) as cursor:
        cursor.execute(LABELS.encode(), {"more": more})


def _hidden(assistant: Assistant, request: Any) -> str:  # noqa: ANN401
    """The beginning of the best passage that is kept from whoever asks, found as one who sees all."""
    who = request.principal
    everything = replace(who, clearance=Tier.RESTRICTED, roles=frozenset({"curator"}))
    text = request.searched or request.question.text
    found = assistant._searcher.find(everything, text, as_of=request.question.as_of)
    hidden = (hit.chunk for hit in assistant._searcher.reranked(found))
    kept = (c.text for c in hidden if not _may_see(who, c.provenance.label))
    return next(kept, "")[:EXCERPT]


def _may_see(who: Principal, label: Label) -> bool:
    return label.tier <= who.clearance and (not label.groups or bool(label.groups & who.groups))


MUTANTS = (
    tenants_swapped,
    groups_ignored,
    clearance_a_tier_up,
    hidden_passage_told,
    answers_cached_for_everyone,
)
