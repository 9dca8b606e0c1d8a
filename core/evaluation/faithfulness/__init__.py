"""Whether what an answer says stands in what it was given: claims, their features, a fitted model."""
