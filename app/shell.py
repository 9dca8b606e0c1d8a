"""The frame of every page: where one can go, who is signed in, and the way out."""

from html import escape
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from app import seam, theme
from app.people import who
from app.places import EVERY, WORKBENCH, WORKBENCH_ROLES, Place, open_to
from app.strings import App
from app.views.telling import told
from app.views.wording import plain
from app.visit import SIGNED_OUT, entered
from core.domain.access import Principal
from core.domain.errors import HandrailError


def show() -> None:
    """The whole page, for whoever is looking now."""
    st.set_page_config(App.NAME, theme.MARK, layout="centered", initial_sidebar_state="auto")
    theme.worn()
    with told():
        try:
            principal = entered()
        except SIGNED_OUT as error:
            _signed_out(error)
        else:
            _frame(principal)


def _frame(principal: Principal) -> None:
    st.logo(theme.LOGO, size="large", icon_image=theme.MARK)
    page = st.navigation([*_pages(open_to(principal.roles)), *_workbench(principal)])
    st.set_page_config(App.TITLE.format(page=page.title))
    _identity(principal)
    page.run()


def _pages(places: tuple[Place, ...]) -> list[st.Page]:
    return [
        st.Page(each.script, title=each.title, icon=each.icon, url_path=each.path)
        for each in places
    ]


def _workbench(principal: Principal) -> list[st.Page]:
    if not principal.roles & WORKBENCH_ROLES:
        return []
    url = seam.handrail().settings.url + WORKBENCH
    icon, told_of = ":material/science:", App.WORKBENCH_HELP
    return [st.Page(url, title=App.WORKBENCH, icon=icon, url_path="workbench", help=told_of)]


def _identity(principal: Principal) -> None:
    """Who is signed in, and signing out, at the top whatever is scrolled to."""
    demonstration = seam.handrail().settings.oidc_issuer is None
    name, organisation = map(escape, who(principal, demonstration=demonstration))
    signed_in = escape(App.SIGNED_IN_AS)
    with st.container(key="identity", gap=None):
        theme.scripted()
        st.html(
            f'<div class="handrail-identity"><p><span>{signed_in} </span><b>{name}</b>'
            f"<i>, {organisation}</i></p>"
            f'<form method="post" action="/sign-out">'
            f'<button type="submit">{escape(App.SIGN_OUT)}</button></form></div>'
        )


def _signed_out(error: HandrailError) -> None:
    """Why nothing is shown, and the way to sign in and come back."""
    # every page stays known, so that the present address is not taken for a wrong one
    st.navigation(_pages(EVERY), position="hidden")
    st.set_page_config(
        App.TITLE.format(page=App.SIGNED_OUT_TITLE), initial_sidebar_state="collapsed"
    )
    link = f"/sign-in?next={quote(_here(), safe='')}"
    st.title(App.SIGNED_OUT_TITLE, anchor=False)
    st.markdown(f"{plain(str(error))}\n\n{App.SIGN_IN_BACK}")
    st.html(f'<a class="handrail-button" href="{escape(link)}">{escape(App.SIGN_IN)}</a>')


def _here() -> str:
    """The page that is open, for coming back to it."""
    path = urlsplit(st.context.url or "").path or "/"
    asked = urlencode(st.query_params.to_dict())
    return f"{path}?{asked}" if asked else path
