"""Settings, read once from the environment (`HANDRAIL_*`) and passed down; nothing below reads it."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

EMBEDDED_EMBEDDING = "all-MiniLM-L6-v2-int8"
EMBEDDED_MODEL = "handrail/extractive"


class Settings(BaseSettings):
    """Where state lives, which database, and which models answer. Every field has a working default."""

    model_config = SettingsConfigDict(env_prefix="HANDRAIL_", frozen=True)

    home: Path = Field(Path(".handrail"), description="Where all local state lives.")
    database_url: SecretStr | None = Field(
        None,
        description="An administrator's URL of a Postgres 16+ with pgvector 0.8.4+; "
        "unset, Handrail runs its own.",
    )
    app_database_url: SecretStr | None = Field(
        None,
        description="The serving role's URL, where it is not to be derived from `database_url`.",
    )
    embedding_model: str = Field(
        EMBEDDED_EMBEDDING, description="The packaged model, or any litellm embedding model."
    )
    embedding_dimension: int = Field(
        384, gt=0, le=4000, description="The length of the embedding model's vectors."
    )
    embedding_window: int = Field(
        256,
        ge=32,
        description="How many tokens the embedding model reads, its special ones included.",
    )
    model: str = Field(EMBEDDED_MODEL, description="The model that answers: any litellm model.")
    fallback_models: tuple[str, ...] = Field(
        (), description="Models to try, in order, when the one before is unavailable (a JSON list)."
    )
    model_prices: dict[str, tuple[float, float]] = Field(
        default_factory=dict,
        description="Prices litellm does not know: model to US dollars per million tokens in, out.",
    )
    model_timeout: float = Field(30.0, gt=0, description="Seconds a model may take to answer.")
    rerank: str = Field(
        "linear",
        description="`linear` (built in), `none`, `onnx:FOLDER` with a cross-encoder, "
        "or `litellm:MODEL`.",
    )
    max_file_bytes: int = Field(50 * 2**20, gt=0, description="The largest file ingest will read.")

    @property
    def postgres_home(self) -> Path:
        """Where the embedded Postgres keeps its data."""
        return self.home / "postgres"
