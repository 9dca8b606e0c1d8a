"""Analysts audit what is in their own tenant's folder, and nothing else is within reach."""

from pathlib import Path

import pytest

from core.readiness.workspace import MayNotAudit, workspace
from tests.conftest import MakePrincipal


def test_an_analyst_has_the_folder_of_their_tenant(
    tmp_path: Path, principal: MakePrincipal
) -> None:
    (tmp_path / "alder" / "sources").mkdir(parents=True)
    own = workspace(tmp_path, principal("alder", "ada", roles=("analyst",)))
    assert own.sources == tmp_path / "alder" / "sources"
    assert own.documents is None
    assert own.requirements is None
    assert own.last() is None
    assert own.decided() == {}


@pytest.mark.parametrize("roles", [(), ("expert",), ("curator", "operator")])
def test_nobody_else_has_one(
    tmp_path: Path, principal: MakePrincipal, roles: tuple[str, ...]
) -> None:
    with pytest.raises(MayNotAudit):
        workspace(tmp_path, principal("alder", "ada", roles=roles))
