"""A document's text as HTML: everything in it can be read, nothing in it does anything."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from app.strings import Sources
from app.views.document import Heading, rendered
from core.domain.document import PageStart

HARMLESS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "em", "strong", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "div"),
}
ATTRIBUTES = {"id", "class", "style", "start", "role", "tabindex", "aria-label"}
HOSTILE = [
    *("<script>", "</div>", '<img src="http://x.test/p">', "![a](http://x.test/p)", "<!--"),
    *("[a](http://x.test)", "[a](javascript:alert(1))", "<http://x.test>", "[a]: http://x.test"),
    *("# ", "## ", "- ", "1. ", "> ", "|a|b|", "|-|-|", "```", "    ", "\n", "\n\n", "*", "`"),
    *('" onclick="x', "&lt;", "&#60;", "word", "\\", "\x00", ":red[x]", "$x$"),
]


class Elements(HTMLParser):
    """The elements of some HTML, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        self.found.append(("!--", {}))


@given(st.lists(st.sampled_from(HOSTILE), max_size=30).map("".join))
def test_whatever_a_document_says_nothing_in_it_runs_loads_or_links(body: str) -> None:
    for tag, attributes in Elements(rendered(body).html).found:
        assert tag in HARMLESS
        assert attributes.keys() <= ATTRIBUTES
        assert attributes.get("style") in {None, *(f"text-align:{to}" for to in SIDES)}


SIDES = ("left", "right", "center")


def test_html_in_a_document_is_text() -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in rendered("<script>alert(1)</script>").html


def test_links_tell_where_they_lead() -> None:
    assert rendered("See [the rules](http://x.test/r).").html == (
        "<p>See the rules (http://x.test/r).</p>\n"
    )
    assert rendered("See <http://x.test/r>.").html == "<p>See http://x.test/r.</p>\n"


def test_pictures_tell_what_they_show() -> None:
    assert rendered("![a plan](http://x.test/p.png)").html == "<p>[Picture: a plan]</p>\n"
    assert Sources.PICTURE_ALONE in rendered("![](http://x.test/p.png)").html


def test_headings_stand_below_the_pages_own_and_make_the_outline() -> None:
    made = rendered("# Rules\n\n## Of *running*\n\nNo.\n\n### Ever\n")
    assert made.outline == (
        Heading("part-1", 0, "Rules"),
        Heading("part-2", 1, "Of running"),
        Heading("part-3", 2, "Ever"),
    )
    assert '<h2 id="part-1">Rules</h2>' in made.html
    assert '<h4 id="part-3">Ever</h4>' in made.html


def test_a_heading_that_repeats_the_title_is_left_out() -> None:
    made = rendered("# Rules\n\n## One\n", title="Rules")
    assert [each.text for each in made.outline] == ["One"]
    assert "Rules" not in made.html


def test_tables_can_be_scrolled_by_keyboard() -> None:
    html = rendered("| a | b |\n|---|--:|\n| 1 | 2 |\n").html
    assert html.startswith('<div class="wide" role="region" tabindex="0" aria-label="')
    assert html.endswith("</table>\n</div>")


def test_pages_are_marked_where_they_begin() -> None:
    body = "One.\n\nTwo.\n\nThree.\n"
    pages = (PageStart(1, 0), PageStart(2, body.index("Two")), PageStart(3, body.index("Three")))
    html = rendered(body, pages).html
    assert [html.index(each) for each in ("Page 1", "One", "Page 2", "Two", "Page 3", "Three")] == (
        sorted(html.index(each) for each in ("Page 1", "One", "Page 2", "Two", "Page 3", "Three"))
    )
    assert "Page" not in rendered(body, pages[:1]).html
