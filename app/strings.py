"""All words that people read in the app, a class a place, so that an owner can change or translate them."""


class Gateway:
    """What is said to those who are not let in."""

    UNAVAILABLE = "Not available at the moment"
    UNAUTHORIZED = "Sign in first"
    FORBIDDEN_TITLE = "Not for your role"
    FORBIDDEN = "This is for the role {roles}. Ask whoever gives out roles in your organisation."
    OR = " or "
    MISDIRECTED = "Not known under this name"
    OPEN_AT = "Open it at {url}"
    FOREIGN_TITLE = "Sent from another site"
    FOREIGN = "A page of another origin may not do this in your name."
