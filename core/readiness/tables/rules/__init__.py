"""Rules between the columns of one table, learned from its rows."""
