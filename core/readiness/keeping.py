"""What an audit leaves behind in its folder."""

from pathlib import Path

from core.classification.file import CLASSIFICATION, Kept, text_of
from core.readiness import report
from core.readiness.audit import Seen
from core.readiness.contract import contract
from core.readiness.page import page
from core.readiness.report import Report
from core.readiness.writing import put

REPORT, PAGE, CONTRACT = "report.json", "report.html", "contract.py"


def keep(seen: Seen, made: Report, folder: Path) -> None:
    """Write the page, the contract of its tables, the map as proposed, and last the report."""
    put(folder / PAGE, page(made))
    if seen.profiles:
        put(folder / CONTRACT, contract(seen.profiles, made.all_findings, made.audited))
    put(folder / CLASSIFICATION, text_of(Kept(seen.map)))
    report.save(made, folder / REPORT)
