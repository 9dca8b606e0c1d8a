"""Retrieval: hybrid, reranked, and aware of who is asking."""
