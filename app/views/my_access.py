"""My access: who one is signed in as, what that lets one see, and what was recorded of one."""

from collections.abc import Iterator, Sequence
from functools import partial

import streamlit as st

from app import seam
from app.people import who
from app.strings import Access
from app.views.document import rendered
from app.views.recorded import Item, answer, as_json, heading, items, lines
from app.views.style import facts, styled
from app.views.telling import told
from app.views.wording import moment, now, plain, span, tier
from app.visit import entered
from core.domain.access import Principal, Role, Tier

PER_PAGE = 10
NEWEST = 200  # records to look through here; the file has all
ALL = 100_000


def page() -> None:
    """The page."""
    with told():
        styled()
        principal = entered()
        st.title(Access.TITLE, anchor=False)
        st.markdown(Access.INTRO)
        _who(principal)
        _sees(principal)
        _recorded(principal)


def _who(principal: Principal) -> None:
    handrail = seam.handrail()
    named = who(principal, demonstration=handrail.settings.oidc_issuer is None)
    until = Access.UNTIL.format(
        moment=moment(principal.expires_at, now()), span=span(principal.expires_at - now())
    )
    rows = [
        (Access.NAME, _named(named.name, principal.subject)),
        (Access.ORGANISATION, _named(named.organisation, principal.tenant)),
        (Access.SIGNED_IN, until),
    ]
    with st.container(border=True):
        st.html(facts(rows))
    st.subheader(Access.ROLES, anchor=False)
    st.markdown("\n".join(f"- {_role(each)}" for each in sorted(principal.roles)) or Access.NO_ROLE)


def _named(name: str, identity: str) -> str:
    return name if name == identity else Access.NAMED.format(name=name, id=identity)


def _role(role: str) -> str:
    name, may = Access.ROLE_NAMES.get(role, (role, Access.ROLE_UNKNOWN))
    return Access.ROLE.format(name=plain(name), may=may)


def _sees(principal: Principal) -> None:
    st.subheader(Access.SEES, anchor=False)
    with st.container(border=True, gap="xsmall"):
        for each in reversed(Tier):
            st.markdown(_rung(each, principal.clearance))
    if principal.clearance < max(Tier):
        st.markdown(Access.BEYOND)
    st.markdown(_groups(principal))
    st.caption(Access.MORE)


def _rung(rung: Tier, clearance: Tier) -> str:
    pattern = Access.MAY if rung <= clearance else Access.MAY_NOT
    shown = pattern.format(tier=tier(rung), what=Access.TIERS[rung])
    return shown + Access.YOURS if rung == clearance else shown


def _groups(principal: Principal) -> str:
    if Role.CURATOR in principal.roles:
        return Access.GROUPS_CURATOR
    names = [f"**{plain(each)}**" for each in sorted(principal.groups)]
    return Access.GROUPS.format(groups=Access.AND.join(names)) if names else Access.GROUPS_NONE


def _recorded(principal: Principal) -> None:
    st.subheader(Access.RECORDED, anchor=False)
    st.markdown(Access.RECORDED_WHAT)
    handrail = seam.handrail()
    records = handrail.history.records(principal, NEWEST)
    if not records:
        st.info(f"**{Access.NOTHING}** {Access.NOTHING_MORE}", icon=":material/history:")
        return
    said = handrail.feedback.of(principal, [str(each.request_id) for each in records])
    known = items(records, said)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = st.pills(
            Access.SHOW,
            list(Access.SHOWN),
            default="all",
            required=True,
            format_func=Access.SHOWN.__getitem__,
            key="access-shown",
            wrap=True,
        )
        _download(principal)
    found = [each for each in known if each.is_among(shown or "all")]
    if not found:
        st.info(Access.NONE_SHOWN, icon=":material/search_off:")
    if len(records) == NEWEST:
        st.caption(Access.NEWEST.format(count=NEWEST))
    _listed(principal, found)


def _download(principal: Principal) -> None:
    st.download_button(
        Access.DOWNLOAD,
        data=partial(_all, principal),
        file_name="handrail-records.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
    )


def _all(principal: Principal) -> str:
    return as_json(seam.handrail().history.records(principal, ALL))


def _listed(principal: Principal, found: Sequence[Item]) -> None:
    """A page of records, each folded."""
    pages = -(-len(found) // PER_PAGE)
    records = st.container(gap="xsmall")
    number = st.pagination(pages, key="access-page") if pages > 1 else 1
    entries = {each.id: each for each in seam.handrail().library.listed(principal)}
    with records:
        for item in found[(number - 1) * PER_PAGE : number * PER_PAGE]:
            with st.expander(" ".join([plain(heading(item, now())), *_badges(item)])):
                st.html(facts(lines(item, entries, now())))
                if text := answer(item):
                    st.markdown(f"**{Access.RETURNED}**")
                    st.html(f'<div class="handrail-document">{rendered(text).html}</div>')


def _badges(item: Item) -> Iterator[str]:
    if item.is_among("refused"):
        yield f":orange-badge[{Access.REFUSED_BADGE}]"
    if item.said and item.is_among("feedback"):
        yield f":violet-badge[{Access.VERDICTS[item.said.verdict]}]"


if __name__ == "__main__":
    page()
