"""Review: answers that domain experts look at, what they say of each, and the cases that come of it."""
