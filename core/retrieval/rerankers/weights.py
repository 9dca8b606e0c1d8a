"""The linear reranker's weights."""

from core.retrieval.rerankers.features import NAMES

SHARE = 0.0
WEIGHTS = dict.fromkeys(NAMES, 0.0)
