"""A PDF of which only the cover has text: the other pages are pictures of paper."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from making.world import random_of

COVER = (
    "Boiler inspection, scanned report",
    "Alder Valley Clinics, building team. In force from 20 January 2025.",
    "The inspector's findings and the limits he set are on the pages that follow.",
)
SIZE = 620, 877


def boiler_inspection() -> bytes:
    """Three pages: a cover with text and two scans without."""
    made, random = BytesIO(), random_of("scan")
    canvas = Canvas(made, pagesize=A4, invariant=1)
    for n, line in enumerate(COVER):
        canvas.setFont("Helvetica-Bold" if n == 0 else "Helvetica", 16 if n == 0 else 10)
        canvas.drawString(60, 760 - 26 * n, line)
    for _ in range(2):
        canvas.showPage()
        canvas.drawImage(ImageReader(_paper(random)), 0, 0, *A4)
    canvas.save()
    return made.getvalue()


def _paper(random: Random) -> Image.Image:
    """Grey strokes where words would be."""
    paper = Image.new("L", SIZE, 244)
    pen = ImageDraw.Draw(paper)
    for top in range(90, 800, 22):
        left = 70
        while left < 520:
            right = left + random.randint(14, 70)
            pen.rectangle((left, top + random.randint(0, 1), right, top + 8), fill=90)
            left = right + 9
    return paper
