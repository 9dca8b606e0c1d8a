"""Cost: what one request, and one tenant's month, may cost at most."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from core.requirements.clauses.kind import Failing, Limits
from core.requirements.configuration import Choice, Configuration, Numbers, Price, Subject
from core.requirements.ruling import Ruling, ruled
from core.requirements.values import Clause

PER_MILLION = 1e6


class Cost(Limits):
    """US dollars. A month is limited by its requests, so it takes how many there are."""

    per_request_usd: float | None = Field(
        None, ge=0, description="what one request may cost, as in per_request_usd = 0.02"
    )
    per_tenant_month_usd: float | None = Field(
        None, ge=0, description="what one tenant's month may cost, as in per_tenant_month_usd = 300"
    )
    requests_per_tenant_month: int | None = Field(
        None,
        gt=0,
        description="how many requests that month has, as in requests_per_tenant_month = 20000",
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.per_request_usd is None and self.per_tenant_month_usd is None:
            raise ValueError(
                "it limits nothing; write per_request_usd, per_tenant_month_usd or both"
            )
        if (self.per_tenant_month_usd is None) != (self.requests_per_tenant_month is None):
            raise ValueError(
                "a month can be held to its cost only by its requests; write both "
                "per_tenant_month_usd and requests_per_tenant_month"
            )
        return self


def rulings(clause: Clause, configuration: Configuration) -> Iterator[Ruling]:
    """On every model that answers, by the most that one request could cost with it.

    That is its price for the most tokens a request sends and the most the model may write; what
    embedding and reranking the question cost is left out.
    """
    limits = Cost.model_validate(dict(clause.limits))
    for choice in configuration.of(Subject.MODEL):
        if choice.price is None:
            reason = "its price is not known: name it in HANDRAIL_MODEL_PRICES"
            yield ruled(choice, False, clause.id, reason)
        else:
            yield _priced(clause, choice, limits, _most(choice.price, configuration.numbers))


def _priced(clause: Clause, choice: Choice, limits: Cost, most: float) -> Ruling:
    reasons = [f"a request costs at most ${most:.4g}"]
    allowed = True
    if limits.per_request_usd is not None:
        allowed = most <= limits.per_request_usd
        reasons.append(f"${limits.per_request_usd:g} are allowed")
    if limits.per_tenant_month_usd is not None and limits.requests_per_tenant_month is not None:
        month = most * limits.requests_per_tenant_month
        allowed = allowed and month <= limits.per_tenant_month_usd
        reasons.append(
            f"a month of {limits.requests_per_tenant_month} requests ${month:.4g} of the "
            f"${limits.per_tenant_month_usd:g} allowed"
        )
    return ruled(choice, allowed, clause.id, ", ".join(reasons))


def _most(price: Price, numbers: Numbers) -> float:
    """US dollars."""
    spent = price.tokens_in * numbers.tokens_in + price.tokens_out * numbers.tokens_out
    return spent / PER_MILLION


LIMITS = Cost
FAILS = Failing(
    clause="""\
[[envelope]]
id = "R-COST-1"
kind = "cost"
words = "An answer costs less than a cent, and a tenant's month less than a hundred dollars."
per_request_usd = 0.01
per_tenant_month_usd = 100
requests_per_tenant_month = 10000
""",
    configuration=Configuration(
        (
            Choice(Subject.MODEL, "acme/large", running=True, price=Price(3.0, 15.0)),
            Choice(Subject.MODEL, "acme/small", price=Price(0.1, 0.4)),
            Choice(Subject.MODEL, "acme/unpriced"),
        )
    ),
    ruled_out=("acme/large", "acme/unpriced"),
)
