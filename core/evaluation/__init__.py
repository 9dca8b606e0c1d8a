"""Evaluation: judging the product by what it returns."""
