"""Suites: evaluation cases in a folder, and the rules a release is held to."""
