"""Settings, read once from the environment (`HANDRAIL_*`) and passed down; nothing below reads it."""

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from core.domain.errors import Permanent
from core.settings.promoted import Promoted

EMBEDDED_EMBEDDING = "all-MiniLM-L6-v2-int8"
EMBEDDED_MODEL = "handrail/extractive"


class BadSetting(Permanent):
    """A setting in the environment cannot be used."""


class ModelTerms(BaseModel):
    """What its user declares of a model; what is left out counts as not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    use: Literal["answer", "embed", "rerank"] = Field("answer", description="What it is for.")
    local: bool = Field(False, description="Whether it runs inside this deployment.")
    region: str | None = Field(None, description="Where it runs.")
    retention_days: float | None = Field(
        None, ge=0, description="How many days its provider keeps what it is sent."
    )
    trains: bool | None = Field(None, description="Whether its provider trains on what it is sent.")
    languages: frozenset[str] | None = Field(
        None, description="The languages it reads, by their ISO 639 codes."
    )
    first_token_p95: float | None = Field(
        None, gt=0, description="Seconds within which 19 of 20 replies begin."
    )
    answer_p95: float | None = Field(
        None, gt=0, description="Seconds within which 19 of 20 replies are whole."
    )


class Settings(BaseSettings):
    """Where state lives, which database, and which models answer. Every field has a working default."""

    model_config = SettingsConfigDict(env_prefix="HANDRAIL_", frozen=True)

    home: Path = Field(Path(".handrail"), description="Where all local state lives.")
    audits: Path | None = Field(
        None,
        description="A folder with one a tenant, where its analysts find the tables and documents to "
        "audit; unset, `audits` in the home.",
    )
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
    chunking: Literal["clause-1", "tokens", "sentences", "recursive", "markdown", "semantic"] = (
        Field(
            "clause-1",
            description="How documents are cut: `clause-1` keeps conditions, tables and lists together.",
        )
    )
    chunk_tokens: int | None = Field(
        None,
        ge=32,
        description="The most tokens of a chunk; unset or more, as many as the embedding model reads.",
    )
    chunk_overlap: int = Field(
        0,
        ge=0,
        description="Tokens a chunk repeats of the one before, where the chunking can; at most half.",
    )
    model: str = Field(EMBEDDED_MODEL, description="The model that answers: any litellm model.")
    fallback_models: tuple[str, ...] = Field(
        (), description="Models to try, in order, when the one before is unavailable (a JSON list)."
    )
    model_prices: dict[str, tuple[float, float]] = Field(
        default_factory=dict,
        description="Prices litellm does not know: model to US dollars per million tokens in, out.",
    )
    model_terms: dict[str, ModelTerms] = Field(
        default_factory=dict,
        description="What is declared of models, for the requirements: model to `region`, "
        "`retention_days`, `trains`, `languages`, `first_token_p95`, `answer_p95`, `local`, `use`.",
    )
    max_answer_tokens: int = Field(
        2_000, gt=0, description="How many tokens a model may write in one answer."
    )
    model_timeout: float = Field(30.0, gt=0, description="Seconds a model may take to answer.")
    rerank: str = Field(
        "linear",
        description="`linear` (built in), `none`, `onnx:FOLDER` with a cross-encoder, "
        "or `litellm:MODEL`.",
    )
    prompt: Path | None = Field(
        None, description="A file with the model's instructions, in place of those that ship."
    )
    refusal_evidence: float | None = Field(
        None,
        ge=0,
        le=1,
        description="The evidence score below which a question is refused; "
        "`handrail eval calibrate` finds the one for your documents.",
    )
    refusal_scope: float | None = Field(
        None,
        ge=0,
        le=1,
        description="The evidence score below which a question counts as about something else.",
    )
    refusal_weights: tuple[float, ...] = Field(
        (),
        description="The evidence score's weights that go with those thresholds (a JSON list); "
        "empty, those that come with Handrail.",
    )
    suites: Path = Field(
        Path("evals"), description="The folder of the evaluation suites, a folder each."
    )
    requirements: Path | None = Field(
        None, description="The requirements file that what runs is held to; unset, none."
    )
    region: str | None = Field(
        None, description="Where Handrail and its database run, as the requirements name regions."
    )
    tenancy: Literal["shared", "dedicated"] = Field(
        "shared",
        description="`shared`: tenants share the database, which keeps their rows apart; "
        "`dedicated`: this deployment is for one tenant.",
    )
    refresh_hours: float | None = Field(
        None, gt=0, description="How often your scheduler runs `handrail ingest`, in hours."
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

    @classmethod
    def settings_customise_sources(  # noqa: D102  pydantic's: where settings come from
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        given = init_settings.init_kwargs if isinstance(init_settings, InitSettingsSource) else {}
        return init_settings, env_settings, Promoted(settings_cls, given)

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
    def audits_home(self) -> Path:
        """The folder of the tenants' workspaces for audits."""
        return self.audits or self.home / "audits"

    @property
    def postgres_home(self) -> Path:
        """Where the embedded Postgres keeps its data."""
        return self.home / "postgres"


def settings() -> Settings:
    """The settings of the environment; raises `BadSetting`, which names what to mend."""
    try:
        return Settings()
    except SettingsError as error:
        raise BadSetting(f"{error}. Lists and tables are written as JSON.") from None
    except ValidationError as error:
        raise BadSetting(
            " ".join(_wrong(each["loc"], each["msg"]) for each in error.errors())
        ) from None


def _wrong(where: tuple[int | str, ...], what: str) -> str:
    inside = "".join(f", {each}" for each in where[1:])
    return f"HANDRAIL_{str(where[0]).upper()}{inside}: {what}."
