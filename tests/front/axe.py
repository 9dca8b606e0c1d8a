"""What axe finds that would shut somebody out."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WORST = {"serious", "critical"}


def worst_findings(page: Page, part: str | None = None) -> list[str]:
    """The serious and critical findings on a page, or in the part of it that a selector names."""
    found = Axe().run(page, part).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        if each["impact"] in WORST
        for node in each["nodes"]
    ]
