"""Planted regressions of the product: each breaks it in this process for as long as a block lasts."""
