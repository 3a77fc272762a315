"""All settings, read from the environment (`INCIDENTS_*`) and `.env`, checked once. The only reader of the environment.

`.env.example` lists every one of them with its default; a test holds the two together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from etl.errors import SettingsError

PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Where things lie and how much is done at once. Build it with `load_settings`."""

    model_config = SettingsConfigDict(env_prefix="INCIDENTS_", env_file=".env", extra="forbid", frozen=True)

    home: Path = Field(Path("var"), description="folder of everything that the system writes")
    sources: Path = Field(Path("sources"), description="folder of source declarations, one YAML file each")
    extractor: str = Field("rules", description="name of the extractor that makes accounts")
    batch_size: int = Field(200, ge=1, le=10_000, description="snapshots or articles in one mapped task")
    reject_share: float = Field(
        0.5, ge=0, le=1, description="share of rejected rows in one batch above which the run fails"
    )
    incident_pages: int = Field(5_000, ge=0, description="newest incidents that get a page of their own in the report")
    user_agent: str = Field(
        "incident-warehouse/0.1 (+set INCIDENTS_USER_AGENT to an address where you can be reached)",
        description="what the fetcher calls itself, with a contact",
    )
    host_interval: float = Field(1.0, ge=0, description="least seconds between two requests to one host")
    airflow_port: int = Field(8080, ge=1, le=65_535, description="loopback port of the Airflow web page")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="least severe log line shown")

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
    try:
        return Settings()  # type: ignore[call-arg]  # every field has a default; pydantic fills them from the environment
    except ValidationError as error:
        first = error.errors()[0]
        name = "INCIDENTS_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(first["msg"], where=name, fix="see .env.example for its meaning and range") from None
