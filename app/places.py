"""Where one can go: the pages, and who each of them is for."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from app.strings import App
from core.domain.access import Role
from core.observability.figures import READERS

WORKBENCH_ROLES = frozenset({Role.ANALYST, Role.EXPERT})
WORKBENCH = "/workbench/"


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the app: its script, below this folder, and how it is named and reached."""

    script: str
    title: str
    icon: str
    path: str


ASK = Place("views/ask.py", App.ASK, ":material/forum:", "ask")
SOURCES = Place("views/sources.py", App.SOURCES, ":material/folder_open:", "sources")
ACCESS = Place("views/my_access.py", App.ACCESS, ":material/badge:", "access")
REQUESTS = Place("views/requests.py", App.REQUESTS, ":material/monitoring:", "requests")
EVERY = (ASK, SOURCES, REQUESTS, ACCESS)


def open_to(roles: AbstractSet[str]) -> tuple[Place, ...]:
    """The pages for somebody of these roles, the first to be shown first.

    Whoever runs the service for every tenant belongs to none that has documents.
    """
    content = () if Role.FLEET_OPERATOR in roles else (ASK, SOURCES)
    figures = (REQUESTS,) if roles & READERS else ()
    return (*content, *figures, ACCESS)
