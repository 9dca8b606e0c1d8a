"""Facts an answer has to state, and whether it states them, however it writes them."""
