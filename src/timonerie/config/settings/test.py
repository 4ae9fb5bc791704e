"""Settings of the tests: SQLite, or the PostgreSQL named by TIMONERIE_TEST_DSN."""

import os
import tempfile

os.environ.setdefault("TIMONERIE_DATA", tempfile.mkdtemp(prefix="timonerie-test-"))
os.environ.setdefault(
    "TIMONERIE_SECRET_KEY", "a key that only the tests know, long enough to pass the checks"
)

from timonerie.config.settings.base import *  # noqa: F403
from timonerie.config.settings.base import DATA_DIR, database

DATABASES = {
    "default": database(
        os.environ.get("TIMONERIE_TEST_DSN", ""), sqlite_path=DATA_DIR / "test.sqlite3"
    )
}
# Argon2 is slow on purpose; the tests log in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
