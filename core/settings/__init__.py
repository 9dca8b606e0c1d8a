"""Settings, read once from the environment (`HANDRAIL_*`) and passed down; nothing below reads it."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.domain.errors import Permanent

EMBEDDED_EMBEDDING = "all-MiniLM-L6-v2-int8"
EMBEDDED_MODEL = "handrail/extractive"


class BadSetting(Permanent):
    """A setting in the environment cannot be used."""


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
    host: str = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(8080, ge=1, le=65535, description="The port to listen on.")
    public_url: str | None = Field(
        None,
        description="Where people reach Handrail, when that is not http://HOST:PORT: "
        "https://ask.example.org.",
    )
    oidc_issuer: str | None = Field(
        None,
        description="The OpenID Connect issuer people sign in at; unset, a demonstration issuer "
        "that lets anyone at this machine be anyone.",
    )
    oidc_client_id: str = Field("handrail-app", description="Handrail's client id at the issuer.")
    oidc_client_secret: SecretStr | None = Field(
        None, description="Its secret, where the issuer gave one."
    )
    oidc_scopes: str = Field("openid profile", description="The scopes to ask for at sign-in.")
    audience: str = Field("handrail", description="The audience of the API's bearer tokens.")
    requests_per_minute: int = Field(
        60, gt=0, description="How many questions and searches one person may send in a minute."
    )
    writes_per_minute: int = Field(
        30,
        gt=0,
        description="How many uploads, deletions and remarks one person may send in a minute.",
    )
    requests_at_once: int = Field(
        8, gt=0, description="How many requests are worked on at once; others wait their turn."
    )

    @field_validator("public_url", "oidc_issuer")
    @classmethod
    def _an_origin_or_path(cls, url: str | None) -> str | None:
        if url is not None and not (
            urlsplit(url).scheme in {"http", "https"} and urlsplit(url).netloc
        ):
            raise ValueError("write it as https://ask.example.org")
        return url

    @property
    def url(self) -> str:
        """Where people reach Handrail, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url.rstrip("/") if self.public_url else f"http://{host}:{self.port}"

    @property
    def issuer_url(self) -> str:
        """Whose tokens are believed: the configured issuer, or the demonstration's."""
        return self.oidc_issuer or f"{self.url}/oidc"

    @property
    def postgres_home(self) -> Path:
        """Where the embedded Postgres keeps its data."""
        return self.home / "postgres"


def settings() -> Settings:
    """The settings of the environment; raises `BadSetting`, which names what to mend."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = [
            f"HANDRAIL_{'_'.join(map(str, each['loc'])).upper()}: {each['msg']}."
            for each in error.errors()
        ]
        raise BadSetting(" ".join(wrong)) from None
