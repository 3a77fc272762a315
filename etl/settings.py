"""All settings, read from the environment (`INCIDENTS_*`) and `.env`, checked once. The only reader of the environment.

`.env.example` lists every one of them with its default; a test holds the two together.
"""

from __future__ import annotations

import difflib
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from etl.errors import SettingsError

PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Where things lie and how much is done at once. Build it with `load_settings`."""

    model_config = SettingsConfigDict(env_prefix="INCIDENTS_", env_file=".env", extra="forbid", frozen=True)

    home: Path = Field(Path("var"), description="folder of everything that the system writes")
    store: str = Field(
        "",
        description="where snapshots, articles, accounts and findings are kept: a folder, or s3://bucket/prefix; empty: INCIDENTS_HOME",
    )
    s3_endpoint: str = Field(
        "", description="address of the server that speaks S3, where it is not Amazon's, such as http://minio:9000"
    )
    catalogue: str = Field(
        "",
        description="puts the warehouse on DuckLake: path of a DuckDB file as its catalogue, or postgresql://user@host/database; empty: one DuckDB file in INCIDENTS_HOME",
    )
    warehouse_memory: str = Field(
        "3GB",
        pattern=r"^\d+(\.\d+)? ?(MB|GB)$",
        description="most memory that DuckDB takes while a build is loaded and published; what does not fit waits on disk",
    )
    sources: Path = Field(Path("sources"), description="folder of source declarations, one YAML file each")
    extractor: str = Field("rules", description="name of the extractor that makes accounts")
    batch_size: int = Field(200, ge=1, le=10_000, description="snapshots or articles in one mapped task")
    part_rows: int = Field(
        20_000, ge=1, description="rows of the files that the nightly upkeep merges articles and accounts into"
    )
    reject_share: float = Field(
        0.5, ge=0, le=1, description="share of rejected rows in one batch above which the run fails"
    )
    incident_pages: int = Field(
        5_000, ge=0, le=10_000, description="newest incidents that get a page of their own in the report"
    )
    user_agent: str = Field(
        "incident-warehouse/0.1 (+set INCIDENTS_USER_AGENT to an address where you can be reached)",
        description="what the fetcher calls itself, with a contact",
    )
    host_interval: float = Field(1.0, ge=0, description="least seconds between two requests to one host")
    airflow_port: int = Field(8080, ge=1, le=65_535, description="loopback port of the Airflow web page")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="least severe log line shown")
    log_format: Literal["text", "json"] = Field(
        "text", description="how log lines are written: text, or one JSON object a line with run, source and article"
    )
    gold: Path = Field(Path("tests/gold"), description="coded articles that the weekly evaluation scores")
    approval_hours: float = Field(
        24, ge=0, description="hours that a build over the reject share waits for a person in Airflow; 0: it fails"
    )
    retry_seconds: float = Field(
        30, gt=0, le=3600, description="pause before Airflow tries a failed task again; it grows with each try"
    )
    keep_snapshot_days: float = Field(
        0, ge=0, description="days that bytes are kept on which no value rests; 0: for ever"
    )
    keep_article_days: float = Field(
        0, ge=0, description="days that an article is kept that tells of no incident; 0: for ever"
    )
    keep_request_days: float = Field(
        0, ge=0, description="days that the ledger keeps requests that brought nothing new; 0: for ever"
    )
    leftover_days: float = Field(
        1, gt=0, description="age in days at which what a killed run left half written is removed"
    )
    notify: Literal["log", "email", "webhook"] = Field("log", description="who is told of a failed task")
    notify_to: SecretStr = Field(
        SecretStr(""),
        description="e-mail addresses (comma between them) or the webhook's address, which may hold a token",
    )
    smtp_host: str = Field("localhost", description="mail server")
    smtp_port: int = Field(25, ge=1, le=65_535, description="port of the mail server")
    smtp_from: str = Field("incident-warehouse@localhost", description="sender of the mails")
    smtp_starttls: bool = Field(False, description="encrypt the connection to the mail server")
    smtp_user: str = Field("", description="user at the mail server; empty: none is asked for")
    smtp_password: SecretStr = Field(SecretStr(""), description="password at the mail server; shown nowhere")

    @model_validator(mode="after")
    def _someone_to_tell(self) -> Self:
        """The settings, when whoever is to be told of failures has an address."""
        address = self.notify_to.get_secret_value()
        if self.notify == "email" and "@" not in address:
            raise ValueError("INCIDENTS_NOTIFY=email needs an address in INCIDENTS_NOTIFY_TO")
        if self.notify == "webhook" and not address.startswith(("http://", "https://")):
            raise ValueError("INCIDENTS_NOTIFY=webhook needs an http address in INCIDENTS_NOTIFY_TO")
        return self

    @model_validator(mode="after")
    def _shared_places(self) -> Self:
        """The settings, when what several machines share has addresses that can be used and bear no secret."""
        if "://" in self.store:
            place = urlsplit(self.store)
            if place.scheme != "s3" or not place.netloc:
                raise ValueError("INCIDENTS_STORE must be a folder or s3://bucket/prefix")
            if "@" in place.netloc or place.query:
                raise ValueError(
                    "INCIDENTS_STORE must hold no credentials and no options: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and INCIDENTS_S3_ENDPOINT"
                )
            given = [bool(os.environ.get(name)) for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")]
            if any(given) and not all(given):
                raise ValueError("set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or neither and use a role")
        self._check_catalogue()
        server = urlsplit(self.s3_endpoint)
        if self.s3_endpoint and (server.scheme not in ("http", "https") or not server.hostname or server.username):
            raise ValueError("INCIDENTS_S3_ENDPOINT must be http://host:port or https://host:port, without credentials")
        return self

    def _check_catalogue(self) -> None:
        if not self.catalogue:
            return
        if "://" in self.catalogue:
            place = urlsplit(self.catalogue)
            if place.scheme != "postgresql" or not place.hostname or not place.path.strip("/"):
                raise ValueError("INCIDENTS_CATALOGUE must be a path or postgresql://user@host/database")
            if place.password or "password" in place.query:
                raise ValueError("INCIDENTS_CATALOGUE must hold no password: set PGPASSWORD, or PGPASSFILE")
        needed = ["ducklake"]
        needed += ["postgres_scanner"] if "://" in self.catalogue else []
        needed += ["httpfs"] if self.store.startswith("s3://") else []
        missing = [name for name in needed if find_spec(f"duckdb_extension_{name}") is None]
        if missing:
            packages = " ".join(f"duckdb-extension-{name.replace('_', '-')}" for name in missing)
            raise ValueError(
                f"INCIDENTS_CATALOGUE needs DuckDB's extensions: install incident-warehouse[cluster], or {packages}"
            )
        if "httpfs" in needed and not os.environ.get("AWS_ACCESS_KEY_ID"):
            raise ValueError(
                "a warehouse on s3:// takes its keys from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY alone: set them"
            )

    @property
    def kept(self) -> str:
        """The address below which snapshots, articles, accounts and findings are kept."""
        return self.store.rstrip("/") or str(self.home)

    @property
    def warehouse(self) -> Path:
        """The live warehouse file, which one process at a time may write."""
        return self.home / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """The copy that analysts read."""
        return self.home / "published" / "warehouse.duckdb"

    @property
    def report(self) -> Path:
        """The folder of the quality report; `index.html` is its first page."""
        return self.home / "report"

    @property
    def airflow_home(self) -> Path:
        """Airflow's own folder."""
        return self.home / "airflow"


def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: a value is out of range, or a name is unknown.
    """
    known = [f"INCIDENTS_{name}".upper() for name in Settings.model_fields]
    for name in sorted(os.environ):
        if name.startswith("INCIDENTS_") and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            raise SettingsError("no such setting", where=name, fix=f"write {near[0]}" if near else "see .env.example")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(["INCIDENTS", *map(str, first["loc"])]).upper()
        raise SettingsError(
            first["msg"].removeprefix("Value error, "), where=name, fix="see .env.example for its meaning and range"
        ) from None


def airflow_run_id() -> str | None:
    """The id of the Airflow run that this process works for, if it does."""
    return os.environ.get("AIRFLOW_CTX_DAG_RUN_ID")
