"""All scorers that need no network."""

from core.evaluation.faithfulness.judging import Entails
from core.evaluation.runs.values import Run
from core.evaluation.scorers.citations import Citations
from core.evaluation.scorers.correctness import Correctness
from core.evaluation.scorers.cost import Cost
from core.evaluation.scorers.faithfulness import Faithfulness
from core.evaluation.scorers.in_force import InForce
from core.evaluation.scorers.isolation import Isolation
from core.evaluation.scorers.latency import FirstToken, Latency
from core.evaluation.scorers.refusal import OverRefusal, RefusalKind, UnderRefusal
from core.evaluation.scorers.retrieval import Justified, Ndcg, Recall
from core.evaluation.scorers.score import Scorer


def scorers(run: Run, entails: Entails | None = None) -> tuple[Scorer, ...]:
    """The scorers of a run; the day a case asks of is the run's unless it names one.

    The same run gives the same scores every time. `entails` is a model of inference of
    one's own, which sharpens faithfulness.
    """
    return (
        Correctness(),
        Faithfulness(entails),
        OverRefusal(),
        UnderRefusal(),
        RefusalKind(),
        Recall(),
        Ndcg(),
        Justified(),
        InForce(run.began.date(), run.holdings),
        Citations(),
        Isolation(run.holdings),
        Latency(),
        FirstToken(),
        Cost(),
    )
