"""Settings of the tests: SQLite, or the PostgreSQL named by TIMONERIE_TEST_DSN."""

import os
from pathlib import Path

# Never the data of a real instance, even where one is named in the environment.
os.environ["TIMONERIE_DATA"] = str(Path(__file__).resolve().parents[4] / "var" / "tests")
os.environ.setdefault(
    "TIMONERIE_SECRET_KEY", "a key that only the tests know, long enough to pass the checks"
)

from timonerie.config.settings.base import *  # noqa: F403
from timonerie.config.settings.base import DATA_DIR, Q_CLUSTER, TRIES_AN_HOUR, database

DATABASES = {
    "default": database(
        os.environ.get("TIMONERIE_TEST_DSN", ""), sqlite_path=DATA_DIR / "test.sqlite3"
    )
}
# Argon2 is slow on purpose; the tests log in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# A job is done as soon as it is put off, in the same process.
Q_CLUSTER = {**Q_CLUSTER, "sync": True}
# A test that is about the second factor asks for it.
SECOND_FACTOR = False
# One test opens every page, files included.
TRIES_AN_HOUR = {**TRIES_AN_HOUR, "export": 10_000}
# A child process for each file would cost the tests minutes; those of the confinement ask for it.
CONFINES_READING = False
