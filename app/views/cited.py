"""An answer's Markdown as Streamlit shows it: its marks lead to their sources, nothing else is special."""

import re
from collections.abc import Iterable

from app.strings import Ask

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_MARK = re.compile(r"\[(\d+)\]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DIRECTIVE = re.compile(r":(?=[a-z][a-z-]*\[)")
_MATHS = re.compile(r"(?<!\\)\$")


def cited(text: str, numbers: Iterable[int], request_id: str) -> str:
    """`text` with the marks in `numbers` as links to `#cite-…`, and Streamlit's own markup as text."""
    known = frozenset(numbers)
    parts, position = [], 0
    for code in _CODE.finditer(text):
        parts += [_shown(text[position : code.start()], known, request_id), code[0]]
        position = code.end()
    return "".join([*parts, _shown(text[position:], known, request_id)])


def anchor(request_id: str, number: int) -> str:
    """What the button of a source is called, and where its marks lead."""
    return f"cite-{request_id}-{number}"


def _shown(text: str, known: frozenset[int], request_id: str) -> str:
    text = _MATHS.sub(r"\\$", text)
    text = _DIRECTIVE.sub(r"\\:", text)
    text = _MAIL.sub(r"`\g<0>`", text)
    return _MARK.sub(lambda found: _link(int(found[1]), known, request_id), text)


def _link(number: int, known: frozenset[int], request_id: str) -> str:
    if number not in known:
        return f"[{number}]"
    title = Ask.OPEN_SOURCE.format(number=number)
    return f'[{number}](#{anchor(request_id, number)} "{title}")'
