"""The list of notebooks, read from what their files say of themselves."""

import ast
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from app.gateway.headers import PAGE, policy
from app.strings import Workbench

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": policy({**PAGE, "script-src": "'none'"}),
}


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook: its `name` in the address, its title, and a sentence on what it is for."""

    name: str
    path: Path
    title: str
    about: str


def notebooks(folder: Path) -> list[Notebook]:
    """The notebooks in a folder, by file name; other Python files are not listed."""
    read = ((path, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.py")))
    return [_notebook(path, source) for path, source in read if "marimo.App(" in source]


def _notebook(path: Path, source: str) -> Notebook:
    """Its docstring's first paragraph is its title, the second what it is about."""
    title, _, rest = (ast.get_docstring(ast.parse(source)) or path.stem).partition("\n\n")
    about = rest.partition("\n\n")[0]
    return Notebook(path.stem, path, " ".join(title.split()).rstrip("."), " ".join(about.split()))


def contents(found: list[Notebook], root: str) -> HTMLResponse:
    """The page that lists those mounted at `root`."""
    template = TEMPLATES.get_template("contents.html")
    page = template.render(words=Workbench, notebooks=found, root=root)
    return HTMLResponse(page, headers=HEADERS)
