"""What can be set from outside: environment variables, each named HOSO_ and the field's name in capitals."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Without a single variable the embedded service runs: own database, own folder, no broker."""

    model_config = SettingsConfigDict(env_prefix="HOSO_", frozen=True, hide_input_in_errors=True)

    home: Path | None = Field(
        default=None, description="folder of the embedded service; if unset, the system's own place"
    )
    database_url: SecretStr | None = Field(default=None, description="PostgreSQL, as a postgresql:// address")
    broker_url: SecretStr | None = Field(
        default=None, description="RabbitMQ (amqp:// or amqps://) or Redis (redis://)"
    )

    s3_endpoint: str | None = Field(
        default=None, description="host:port of an S3 server; a folder in home if unset"
    )
    s3_bucket: str = Field(default="dossiers", description="bucket for scans and previews; made when missing")
    s3_access_key: SecretStr = Field(default=SecretStr(""), description="name of the S3 account")
    s3_secret_key: SecretStr = Field(default=SecretStr(""), description="secret of the S3 account")
    s3_secure: bool = Field(default=True, description="speak TLS with the S3 server")

    registers_file: Path | None = Field(
        default=None, description="trial registers; those in the database if unset"
    )
    register_connections: Path | None = Field(
        default=None, description="TOML of registers that are asked over HTTP (docs/registers.md)"
    )
    audit_key: SecretStr | None = Field(
        default=None,
        min_length=32,
        description="secret of the keyed hashes in the audit chain, one for all hosts; made in home if unset",
    )
    audit_keys_former: tuple[Annotated[SecretStr, Field(min_length=32)], ...] = Field(
        default=(),
        description="JSON list of former audit keys, newest first: what they hashed is still found",
    )
    audit_anchors: Path | None = Field(
        default=None, description="folder for the audit chain's daily anchors; one in home if unset"
    )
    engine: str = Field(default="hoso", description="the recogniser, a name of ocr.engine.load_engine")
    tokens: dict[str, str] = Field(
        default={}, description="JSON object of bearer token to account id, for agencies"
    )
    production: bool = Field(
        default=False, description="refuse to start where hostile files cannot be shut in fully"
    )

    sample_share: float = Field(
        default=0.02,
        ge=0,
        le=1,
        description="share of accepted values that a person types again unseen, to measure acceptance",
    )

    jobs: int = Field(default=os.cpu_count() or 1, ge=1, description="child processes that run legs")
    pages_a_unit: int = Field(default=4, ge=1, description="pages that one unit of work reads")
    page_seconds: float = Field(
        default=60.0, gt=0, description="wall clock for one page, then its child is killed"
    )
    leg_seconds: float = Field(default=180.0, gt=0, description="wall clock for any other leg, likewise")
    child_calls: int = Field(default=200, ge=1, description="calls after which a child is replaced")
    child_memory_mb: int = Field(default=4096, ge=256, description="address space of a child")

    lease_seconds: float = Field(default=60.0, gt=0, description="how long a silent worker keeps a unit")
    retry_seconds: float = Field(
        default=5.0, ge=0, description="pause after a first failure; a second waits 4 times as long"
    )
    sweep_seconds: float = Field(default=5.0, gt=0, description="pause between sweeps")
    resend_seconds: float = Field(
        default=120.0, gt=0, description="when a unit that nobody took is rung for again"
    )
    ask_again_seconds: float = Field(
        default=60.0, gt=0, description="when a silent register is asked again; each further pause is doubled"
    )
    connections: int = Field(default=8, ge=2, description="connections to the database a process may hold")
