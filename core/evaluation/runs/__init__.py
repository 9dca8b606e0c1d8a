"""Runs: a suite's cases asked of a release, with everything that was retrieved and answered."""
