"""Handrail's core: everything the app and the notebooks share."""
