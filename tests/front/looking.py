"""A page as somebody sees it, run without a browser."""

from importlib import import_module

from streamlit.testing.v1 import AppTest

from core.domain.access import Principal
from tests.front.served import PATIENCE, Served


def seen(app: Served, view: str, principal: Principal, **query: str) -> AppTest:
    """A page of the app as somebody sees it, in Tallinn."""
    app.door.lets_in = principal
    import_module(f"app.views.{view}")  # so that no test waits for an import
    page = AppTest.from_function(_page, args=(view,), default_timeout=PATIENCE)
    page.query_params.update(query)
    page.context["timezone"] = "Europe/Tallinn"
    page.run()
    assert not page.exception
    return page


def _page(view: str) -> None:
    from importlib import import_module

    import_module(f"app.views.{view}").page()


def words(page: AppTest) -> str:
    """Everything the page says, without the signs that keep it from being Markdown."""
    kinds = (
        *(page.title, page.subheader, page.markdown, page.caption, page.html),
        *(page.info, page.success, page.warning, page.error),
    )
    return "\n".join(str(each.value) for kind in kinds for each in kind).replace("\\", "")


def press(page: AppTest, label: str) -> AppTest:
    """Press the button with that label, or with a label that holds it."""
    exact = [each for each in page.button if each.label == label]
    (exact or [each for each in page.button if label in each.label])[0].click().run()
    assert not page.exception
    return page


def labels(page: AppTest) -> list[str]:
    """What the page's buttons are called."""
    return [each.label for each in page.button]
