"""The refusal benchmark: questions asked with their passages in place and withheld."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from core.domain.release import ChunkingSettings, RefusalSettings, RetrievalSettings
from core.evaluation.calibration import labelled
from core.evaluation.calibration.calibration import Calibration, calibrated
from core.evaluation.calibration.crossfit import Withheld
from core.evaluation.calibration.labelled import Labelled
from core.evaluation.calibration.looking import Corpus
from core.evaluation.calibration.questions import Asked, Sort
from core.evaluation.scratch import Loader, Watcher, curator, reader, scratch_tenant
from core.inference.embedding import Embedder
from core.retrieval.rerank import Reranker
from core.store import Database

SEED = 7


@dataclass(frozen=True, slots=True)
class RefusalReport:
    """What a calibration to the data is worth, over how many passages, and the seconds it took."""

    calibration: Calibration
    passages: int
    questions: int
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """The calibration's figures, and over how much they are."""
        return {
            **self.calibration.as_json(),
            "passages": self.passages,
            "questions": self.questions,
            "seconds": round(self.seconds, 1),
        }


@dataclass(frozen=True, slots=True)
class Bench:
    """The product as it is configured, to be judged."""

    database: Database
    embedder: Embedder
    reranker: Reranker
    retrieval: RetrievalSettings = field(default_factory=RetrievalSettings)
    chunking: ChunkingSettings = field(default_factory=ChunkingSettings)
    refusal: RefusalSettings = field(default_factory=RefusalSettings)

    def run(
        self,
        data: Labelled,
        withheld: Withheld,
        rate: float,
        limit: int | None = None,
        watch: Watcher = lambda *_: None,
    ) -> RefusalReport:
        """Fill a throwaway tenant, ask as an ordinary reader of it, calibrate, drop the tenant.

        All passages are taken in; at most `limit` questions of each sort are asked, drawn with a
        fixed seed. `rate` is the share of questions with an answer that may be refused.
        """
        began = perf_counter()
        questions = drawn(data.questions, limit)
        store = self.database.store()
        try:
            with scratch_tenant(self.database, self.embedder) as tenant:
                loader = Loader(store, self.embedder, self.chunking)
                loader.load(curator(tenant), list(data.passages.values()), watch)
                self.database.vacuum(tenant)
                corpus = Corpus(
                    store, self.embedder, self.reranker, self.retrieval, data.document_of
                )
                principal = reader(tenant)
                seen = corpus.look(questions, lambda _: principal, watch)
        finally:
            store.close()
        made = calibrated(seen, withheld, rate, self.refusal)
        return RefusalReport(made, len(data.passages), len(questions), perf_counter() - began)

    def run_files(
        self,
        data: Path,
        passages: Path | None,
        withheld: Withheld,
        rate: float,
        limit: int | None = None,
        watch: Watcher = lambda *_: None,
    ) -> RefusalReport:
        """As `run`, for a file or folder as `labelled.read` takes it."""
        return self.run(labelled.read(data, passages), withheld, rate, limit, watch)


def drawn(questions: Sequence[Asked], limit: int | None) -> list[Asked]:
    """At most `limit` questions of each sort, in their order."""
    draw, kept = random.Random(SEED), set[int]()  # noqa: S311  a sample, no secret
    for sort in Sort:
        of_sort = [number for number, each in enumerate(questions) if each.sort is sort]
        kept.update(draw.sample(of_sort, min(limit or len(of_sort), len(of_sort))))
    return [questions[number] for number in sorted(kept)]
