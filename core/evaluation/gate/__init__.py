"""The gate: a candidate against the baseline, case by case, and whether it may be released."""
