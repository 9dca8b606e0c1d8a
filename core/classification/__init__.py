"""Which tier a document, a table or a column is of, and why."""
