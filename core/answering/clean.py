"""What may be shown: no raw HTML, nothing a browser would load, no link that leads elsewhere."""

import re

import nh3

IMAGE = re.compile(r"!\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
REFERENCE = re.compile(r"\[(?!\d+\])([^\]]+)\]\[[^\]]*\]")
DEFINITION = re.compile(r"^[ \t]{0,3}\[[^\]]+\]:[^\n]*$", re.MULTILINE)
URL = re.compile(r"(?<![`\w])((?:(?:https?|ftp)://|www\.|mailto:)[^\s<>`)\]]*[^\s<>`)\].,;:!?])")
TAG_START = re.compile(r"<(?=[A-Za-z/!?])")


def clean(text: str) -> str:
    """Markdown in which images and links are their words, tags are gone, and an address is code."""
    text = DEFINITION.sub("", text)
    text = IMAGE.sub(r"\1", text)
    text = LINK.sub(r"\1", text)
    text = REFERENCE.sub(r"\1", text)
    if TAG_START.search(text):
        text = _without_tags(text)
    return URL.sub(r"`\1`", text).strip()


def _without_tags(text: str) -> str:
    """Text without HTML tags or what a script or style element holds; other characters as they were."""
    stripped = nh3.clean(text, tags=set())
    plain = stripped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    # what looked like text and would be a tag once more, is written so that it stays text
    return TAG_START.sub("&lt;", plain.replace("&nbsp;", "\u00a0"))
