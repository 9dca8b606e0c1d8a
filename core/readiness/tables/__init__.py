"""Tables: read as they are, then looked at column by column, row by row, and beside each other."""
