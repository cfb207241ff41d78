"""Find a PostgreSQL and a Redis that tests may use. Runs inside the environment."""

from __future__ import annotations

import getpass
import hashlib
import os
from dataclasses import dataclass

from .paths import ROOT

# Two checkouts on one machine must not share a test database.
NAME = "toh_" + hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
FREE_REDIS = range(9, 16)  # database 0 is where other programs keep theirs


@dataclass(frozen=True)
class Found:
    """`url` is empty when there is none; `why` then says what is missing."""

    url: str
    why: str = ""
    ours: bool = False  # an empty Redis database that may be emptied again afterwards


def postgres() -> Found:
    given = os.environ.get("TOH_TEST_DATABASE_URL") or os.environ.get("DATABASE_URL")
    if given:
        return Found(given)
    user = getpass.getuser()
    tried = [
        f"postgres://postgres@127.0.0.1:5432/{NAME}",
        f"postgres://{user}@127.0.0.1:5432/{NAME}",
        f"postgres://{user}@%2Fvar%2Frun%2Fpostgresql/{NAME}",
    ]
    for url in tried:
        if _may_create(url):
            return Found(url)
    return Found("", "no local PostgreSQL lets this user create databases, and DATABASE_URL is not set")


def _may_create(url: str) -> bool:
    import psycopg

    server = url.rpartition("/")[0].replace("postgres://", "postgresql://", 1)
    try:
        with psycopg.connect(f"{server}/postgres", connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


def redis() -> Found:
    given = os.environ.get("TOH_TEST_REDIS_URL") or os.environ.get("REDIS_URL")
    if given:
        return Found(given)
    import redis as client

    for number in FREE_REDIS:
        url = f"redis://127.0.0.1:6379/{number}"
        try:
            with client.Redis.from_url(url, socket_timeout=3) as connection:
                if connection.dbsize() == 0:
                    return Found(url, ours=True)
        except client.RedisError:
            return Found("", "no local Redis answers, and REDIS_URL is not set")
    return Found("", "the local Redis has no empty database from 9 to 15, and REDIS_URL is not set")


def empty(found: Found) -> None:
    """Leave a Redis database that was empty as it was."""
    if found.ours:
        import redis as client

        with client.Redis.from_url(found.url, socket_timeout=3) as connection:
            connection.flushdb()
