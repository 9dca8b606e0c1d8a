"""Whether the data is ready, or only present."""
