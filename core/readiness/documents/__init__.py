"""What is wrong with documents: what they say twice, no longer, otherwise, or not at all."""
