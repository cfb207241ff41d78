"""Settings as people write them: understood, or refused in one line that names the variable."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from toh_tracker import addresses

ROOT = Path(__file__).parents[2]
BASE = Path("/base")
REQUIRED = {"ssl_cert_reqs": "required", "ssl_check_hostname": True}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://u:p%40ss@db:5433/toh", ("toh", "u", "p@ss", "db", "5433", {})),
        ("postgresql://u@db/toh?sslmode=verify-full", ("toh", "u", "", "db", "", {"sslmode": "verify-full"})),
        ("postgres:///toh", ("toh", "", "", "", "", {})),
        ("postgres:///toh?host=/var/run/postgresql", ("toh", "", "", "/var/run/postgresql", "", {})),
        ("postgres://u@%2Fvar%2FRun%2Fpg/toh", ("toh", "u", "", "/var/Run/pg", "", {})),
        ("postgres:////var/run/postgresql/toh", ("toh", "", "", "/var/run/postgresql", "", {})),
        ("postgres://u:p@h1:5432,h2/toh", ("toh", "u", "p", "h1,h2", "5432,", {})),
        ("postgres://u:p@[fd00::1]:5432/toh", ("toh", "u", "p", "fd00::1", "5432", {})),
    ],
)
def test_addresses_of_postgresql(url, expected):
    said = addresses.database(url, BASE)
    assert said["ENGINE"] == "django.db.backends.postgresql"
    assert tuple(said[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")) == expected


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///var/my.sqlite3", "/base/var/my.sqlite3"),
        ("sqlite:////srv/toh/my.sqlite3", "/srv/toh/my.sqlite3"),
        ("sqlite3:////srv/a%20b.sqlite3", "/srv/a b.sqlite3"),
    ],
)
def test_addresses_of_sqlite_files(url, file):
    said = addresses.database(url, BASE)
    assert (said["NAME"], said["OPTIONS"]["transaction_mode"]) == (file, "IMMEDIATE")


@pytest.mark.parametrize(
    "url",
    ["mysql://u@h/toh", "db.example.org", "postgres://", "postgres://db/", "postgres://db:x/toh", "sqlite://", "sqlite://:memory:",
     "sqlite:///:memory:", "postgres://db/toh?sslmod=require", "postgres://db:70000/toh"],
)  # fmt: skip
def test_what_is_no_address_of_a_database(url):
    with pytest.raises(ValueError, match=r"expected"):
        addresses.database(url, BASE)


@pytest.mark.parametrize(
    ("url", "cache", "broker", "more"),
    [
        ("redis://h", "redis://h", "redis://h", {}),
        ("redis://:p@h:6380/3", "redis://:p@h:6380/3", "redis://:p@h:6380/3", {}),
        (
            "unix:///run/redis.sock?db=2",
            "unix:///run/redis.sock?db=2",
            "redis+socket:///run/redis.sock?virtual_host=2",
            {},
        ),
        (
            "redis+socket://:p@/run/r.sock",
            "unix://:p@/run/r.sock?db=0",
            "redis+socket://:p@/run/r.sock?virtual_host=0",
            {},
        ),
        (
            "rediss://h/1?ssl_ca_certs=/ca.pem",
            "rediss://h/1?ssl_cert_reqs=required&ssl_check_hostname=True&ssl_ca_certs=/ca.pem",
            "rediss://h/1",
            {"broker_use_ssl": REQUIRED | {"ssl_ca_certs": "/ca.pem"}},
        ),
    ],
)
def test_addresses_of_redis(url, cache, broker, more):
    said = addresses.redis(url)
    assert said.cache()["LOCATION"] == cache
    told = said.broker()
    assert told["broker_url"] == broker
    assert {name: told[name] for name in told if name == "broker_use_ssl"} == more


def test_sentinels():
    said = addresses.redis("redis+sentinel://:p%2Fw@s1:26379,s2/mymaster/4")
    assert said.cache()["LOCATION"] == "redis://mymaster/4"
    assert said.cache()["OPTIONS"]["SENTINELS"] == [("s1", 26379), ("s2", 26379)]
    assert said.cache()["OPTIONS"]["PASSWORD"] == "p/w"
    told = said.broker()
    assert told["broker_url"] == "sentinel://:p%2Fw@s1:26379/4;sentinel://:p%2Fw@s2:26379/4"
    assert told["broker_transport_options"]["master_name"] == "mymaster"


@pytest.mark.parametrize(
    "url",
    ["http://h", "h:6379", "redis://", "redis://h/x", "redis://h:x", "redis+sentinel://s1", "sentinel://s1/master/x",
     "rediss://h?ssl_cert_reqs=none", "rediss://h?ssl_check_hostname=false", "memcached://h"],
)  # fmt: skip
def test_what_is_no_address_of_a_redis(url):
    with pytest.raises(ValueError, match="expected"):
        addresses.redis(url)


def manage(*command, **given):
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    env |= {"TOH_BOOTSTRAP": "off", **{name: str(value) for name, value in given.items()}}
    said = subprocess.run(
        [sys.executable, ROOT / "manage.py", *command],
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return said.returncode, said.stdout + said.stderr


@pytest.mark.system
@pytest.mark.parametrize("word", ["prod", "PRODUCTION", "Production ", "staging"])
def test_only_two_words_say_what_this_is(tmp_path, word):
    """Anything but `production` was development, with public keys."""
    code, said = manage("check", TOH_ENV=word, TOH_VAR=tmp_path)
    assert code == 1
    assert said.strip().startswith("TOH_ENV: expected development or production")
    assert "Traceback" not in said


@pytest.mark.system
def test_every_fault_is_told_at_once_each_in_a_line_that_names_it(tmp_path):
    code, said = manage(
        "check", TOH_ENV="production", TOH_VAR=tmp_path, SECRET_KEY_FILE=tmp_path / "none", CONN_MAX_AGE="soon",
        DATABASE_URL="mysql://h/d", REDIS_URL="http://h", EMAIL_URL="mail.example.org", DATABASE_PREPARED="maybe",
        TRUSTED_PROXY_COUNT="-1", ESCALATION_HOURS="four", PUBLIC_URL="https://hip.example.org",
        ALLOWED_HOSTS="hip.example.org", FIELD_KEYS=secrets.token_urlsafe(32),
    )  # fmt: skip
    assert code == 1
    assert "Traceback" not in said
    named = {
        line.removeprefix("- ").partition(":")[0].split()[0] for line in said.splitlines() if line.startswith("- ")
    }
    assert named == {
        "SECRET_KEY_FILE", "SECRET_KEY", "CONN_MAX_AGE", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DATABASE_PREPARED",
        "TRUSTED_PROXY_COUNT", "ESCALATION_HOURS", "AUDIT_KEY",
    }  # fmt: skip


@pytest.mark.system
def test_production_without_redis_has_its_table_after_migrate(tmp_path):
    """It started "ready" and answered every request 500."""
    good = {
        "TOH_ENV": "production", "TOH_VAR": tmp_path, "SECRET_KEY": secrets.token_urlsafe(64),
        "FIELD_KEYS": secrets.token_urlsafe(32), "AUDIT_KEY": secrets.token_urlsafe(48), "ALLOWED_HOSTS": "hip.example.org",
        "PUBLIC_URL": "https://hip.example.org",
    }  # fmt: skip
    assert manage("migrate", "-v", "0", **good)[0] == 0
    look = "from django.core.cache import cache; cache.set('a', 1); print('kept', cache.get('a'))"
    code, said = manage("shell", "-v", "0", "-c", look, **good)
    assert (code, said.strip().splitlines()[-1]) == (0, "kept 1")
