"""Reports: what scorers say of a run, as figures that say how sure they are."""

from core.evaluation.reports.scoring import Scored, scored

__all__ = ["Scored", "scored"]
