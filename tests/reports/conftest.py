"""The databases of tests/storage, for what is made from them."""

from tests.storage.conftest import (
    _bare_url,
    _loaded_url,
    bare,
    engine,
    postgres_shared,
    postgres_template,
    ready,
    sqlite_template,
    town,
)

__all__ = [
    "_bare_url",
    "_loaded_url",
    "bare",
    "engine",
    "postgres_shared",
    "postgres_template",
    "ready",
    "sqlite_template",
    "town",
]
