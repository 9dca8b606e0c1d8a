"""Handrail's interfaces for people: the gateway and the pages behind it."""
