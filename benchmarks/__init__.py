"""Measurements that anyone can repeat, on made-up data or on their own."""
