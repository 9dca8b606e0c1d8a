"""Evidence that can be shown: enough to find the value, too little to use it."""

SHORT = 4
_HIDDEN = "…"


def masked(value: str) -> str:
    """The first and the last character or two of a value, what lies between left out.

    `jane@acme.org` becomes `j…@acme.org`.
    """
    text = " ".join(value.split())
    local, at, domain = text.partition("@")
    if at:
        return f"{local[:1]}{_HIDDEN}@{domain}"
    shown = 1 if len(text) <= SHORT * 2 else 2
    return f"{text[:shown]}{_HIDDEN}{text[-shown:]}" if len(text) > SHORT else _HIDDEN
