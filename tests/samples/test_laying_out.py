"""What a sample tenant has to audit is laid out for its analysts, once."""

from pathlib import Path

from core.bootstrap.samples import Sample, lay_out, samples
from core.readiness.workspace import Workspace

ALDER = next(each for each in samples() if each.tenant == "alder")


def test_an_analyst_finds_tables_documents_and_requirements(tmp_path: Path) -> None:
    lay_out(ALDER, tmp_path)
    workspace = Workspace(tmp_path / "alder")
    assert workspace.sources
    assert workspace.documents
    assert workspace.requirements
    assert not list(workspace.folder.glob("truth*"))


def test_what_is_there_already_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "alder").mkdir()
    lay_out(ALDER, tmp_path)
    assert list((tmp_path / "alder").iterdir()) == []


def test_a_tenant_with_nothing_to_audit_gets_no_folder(tmp_path: Path) -> None:
    other = next(each for each in samples() if each.audit is None)
    assert isinstance(other, Sample)
    lay_out(other, tmp_path)
    assert list(tmp_path.iterdir()) == []
