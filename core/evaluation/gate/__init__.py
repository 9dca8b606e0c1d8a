"""The gate: two runs compared case by case, and whether the second may ship."""
