"""Sign-in's pages: plain HTML and one stylesheet, without a script."""

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse

from app.sign_in.addresses import MARK, STYLESHEET
from app.strings import SignIn

HERE = Path(__file__).parent
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals.update(
    words=SignIn,
    stylesheet=STYLESHEET,
    mark=MARK,
)
PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # any stricter, and forms would not say where they come from
}


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do: a link, or a form without fields."""

    label: str
    url: str
    method: str = "get"


def page(template: str, /, status: int = 200, **content: object) -> HTMLResponse:
    """A page of a template, which nobody keeps."""
    return HTMLResponse(TEMPLATES.get_template(template).render(content), status, PRIVATE)


def notice(
    title: str,
    text: str,
    action: Action | None = None,
    instead: Action | None = None,
    *,
    status: int = 200,
    detail: str = "",
) -> HTMLResponse:
    """A page that says what happened and what to do next; `detail` is for whoever can mend it."""
    said = {"title": title, "text": text, "detail": detail}
    return page("notice.html", status, **said, action=action, instead=instead)


async def stylesheet(_: Request) -> FileResponse:
    """The stylesheet of all pages."""
    return _file(HERE / "sign_in.css", "text/css")


async def mark(_: Request) -> FileResponse:
    """The app's mark."""
    return _file(HERE.parent / "theme" / "mark.svg", "image/svg+xml")


def _file(path: Path, media_type: str) -> FileResponse:
    """A file of which a browser asks each time whether it has changed."""
    return FileResponse(path, media_type=media_type, headers={"Cache-Control": "no-cache"})
