from collections.abc import Callable
from pathlib import Path

import pytest

from core.evaluation.runs import code


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "sql").mkdir()
    (tmp_path / "a.py").write_text("x = 1\n")
    (tmp_path / "sql" / "b.sql").write_text("select 1\n")
    (tmp_path / "w.json").write_text("[0.5]")
    return tmp_path


def add(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text("x = 2\n")


@pytest.mark.parametrize(
    "change",
    [
        add("a.py"),
        add("sql/b.sql"),
        add("w.json"),
        add("new.py"),
        lambda folder: (folder / "a.py").rename(folder / "c.py"),
        lambda folder: (folder / "sql" / "b.sql").unlink(),
    ],
)
def test_a_change_of_code_sql_or_weights_shows(
    package: Path, change: Callable[[Path], object]
) -> None:
    before = code.digest(package)
    change(package)
    assert code.digest(package) != before


def test_what_python_compiles_makes_no_difference(package: Path) -> None:
    before = code.digest(package)
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "a.cpython-311.pyc").write_bytes(b"\x00")
    assert code.digest(package) == before


def test_the_product_is_all_of_core() -> None:
    assert code.PACKAGE.name == "core"
    assert code.product() == code.digest(code.PACKAGE)
    assert len({code.product(), code.embedding(), code.libraries()}) == 3
