"""Models: the embedding model, and everything that answers, through litellm."""
