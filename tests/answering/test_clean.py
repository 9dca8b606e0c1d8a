"""What leaves Handrail makes no browser load anything and leads nowhere."""

import pytest

from core.answering.clean import clean


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Up to EUR 62 [1]", "Up to EUR 62 [1]"),
        ("![logo](https://evil.example/x.png?q=secret)", "logo"),
        ("![logo][ref]\n\n[ref]: https://evil.example/x.png", "logo"),
        ("See [the portal](https://evil.example).", "See the portal."),
        ("See [the guide][guide-4] and [1][3].", "See the guide and [1][3]."),
        ("<img src=x onerror=alert(1)>Fine.", "Fine."),
        ("<script>alert(1)</script>Fine.", "Fine."),
        ("less than < 5 and > 3 & more", "less than < 5 and > 3 & more"),
        ("File it at https://forms.example/a.", "File it at `https://forms.example/a`."),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"),
    ],
)
def test_markup_becomes_its_words(given: str, shown: str) -> None:
    assert clean(given) == shown


@pytest.mark.parametrize(
    "hostile",
    [
        "&lt;img src=x onerror=alert(1)&gt;",
        "<<script>script>alert(1)<</script>/script>",
        "<svg/onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'>",
        "![x](data:text/html;base64,AAAA)",
        "[x](javascript:alert(1))",
        "<https://evil.example>",
    ],
)
def test_nothing_hostile_survives_cleaning(hostile: str) -> None:
    shown = clean(hostile)
    assert not any(mark in shown for mark in ("<img", "<script", "<svg", "<a ", "<iframe", "]("))
    assert clean(shown) == shown
