"""Every form in which people write the address of a database or a queue: understood, or refused with what was expected."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

POSTGRES = ("postgres", "postgresql", "psql", "pgsql")
# Of libpq's parameters those that a server's operator needs.
POSTGRES_WORDS = (
    "application_name", "channel_binding", "connect_timeout", "host", "keepalives", "keepalives_idle", "options", "port",
    "sslcert", "sslkey", "sslmode", "sslrootcert", "target_session_attrs",
)  # fmt: skip
# IMMEDIATE: a transaction that will write takes its lock at once and waits its turn, instead of failing half way with
# "database is locked".
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
EXPECTED_DATABASE = "expected postgres://user:password@host:5432/name or sqlite:////folder/file"
EXPECTED_REDIS = "expected redis://, rediss://, unix:/// or redis+sentinel://host:26379,host/master/0"


def sqlite(file: Path) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "OPTIONS": dict(SQLITE)}


def database(url: str, base: Path) -> dict[str, Any]:
    """What Django wants to know of it; a relative SQLite file is looked for in `base`. ValueError in words."""
    scheme, _, rest = url.partition("://")
    if scheme.lower() in ("sqlite", "sqlite3"):
        name = unquote(rest.partition("?")[0].removeprefix("/"))
        if not name or ":memory:" in name:
            raise ValueError(f"{EXPECTED_DATABASE}; in memory, each process would have a database of its own")
        return sqlite(base / name)
    if scheme.lower() not in POSTGRES or not rest:
        raise ValueError(EXPECTED_DATABASE)
    parts = urlsplit("postgresql://" + rest)
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(set(given) - set(POSTGRES_WORDS))
    if unknown:
        raise ValueError(f"nobody here knows {unknown[0]!r}: expected {', '.join(POSTGRES_WORDS)}")
    who, _, where = parts.netloc.rpartition("@")
    user, _, password = who.partition(":")
    hosts, ports = _hosts(where)
    name = unquote(parts.path.removeprefix("/"))
    if "/" in name and not where:  # postgres:////var/run/postgresql/name
        folder, _, name = name.rpartition("/")
        hosts = "/" + folder.strip("/")
    if not name:
        raise ValueError(f"{EXPECTED_DATABASE}: the name of the database is missing")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(user),
        "PASSWORD": unquote(password),
        "HOST": given.pop("host", hosts),
        "PORT": given.pop("port", ports),
        "OPTIONS": given,
    }


def _hosts(where: str) -> tuple[str, str]:
    """`h1:5432,h2` as libpq wants it: "h1,h2" and "5432,"; a socket's folder may be written as %2Fvar%2Frun."""
    hosts, ports = [], []
    for one in where.split(","):
        if one.startswith("["):
            host, _, port = one[1:].partition("]")
            port = port.removeprefix(":")
        else:
            host, _, port = one.partition(":")
        if port and not (port.isascii() and port.isdigit() and int(port) < 65536):
            raise ValueError(f"{EXPECTED_DATABASE}: {port!r} is no port")
        hosts.append(unquote(host))
        ports.append(port)
    return ",".join(hosts), ",".join(ports) if any(ports) else ""


@dataclass(frozen=True, slots=True)
class Redis:
    """One Redis, or a master that sentinels know. `url`: for one; `tls`: what is checked of its certificate."""

    url: str = ""
    path: str = ""
    number: int = 0
    user: str = ""
    password: str = ""
    sentinels: tuple[tuple[str, int], ...] = ()
    master: str = ""
    tls: dict[str, Any] = field(default_factory=dict)

    def cache(self) -> dict[str, Any]:
        """An entry of Django's CACHES."""
        if not self.sentinels:
            return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": self.url}
        options = {
            "CLIENT_CLASS": "django_redis.client.SentinelClient",
            "CONNECTION_POOL_CLASS": "redis.sentinel.SentinelConnectionPool",
            "SENTINELS": list(self.sentinels),
            "PASSWORD": self.password or None,
        }
        location = f"redis://{self.master}/{self.number}"
        return {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": location, "OPTIONS": options}

    def broker(self) -> dict[str, Any]:
        """Celery's settings."""
        # Rows, not messages, hold what is due: a message of a killed worker may come back soon.
        options: dict[str, Any] = {"visibility_timeout": 120}
        if self.sentinels:
            who = f"{quote(self.user, '')}:{quote(self.password, '')}@" if self.password else ""
            url = ";".join(f"sentinel://{who}{host}:{port}/{self.number}" for host, port in self.sentinels)
            options |= {"master_name": self.master}
        elif self.path:
            who = f":{quote(self.password, '')}@" if self.password else ""
            url = f"redis+socket://{who}{self.path}?virtual_host={self.number}"
        else:
            url = self.url.partition("?")[0] if self.tls else self.url
        told: dict[str, Any] = {"broker_url": url, "broker_transport_options": options}
        return told | ({"broker_use_ssl": self.tls} if self.tls else {})


def redis(url: str) -> Redis:
    """ValueError in words when it is none of the forms."""
    scheme, _, rest = url.partition("://")
    scheme = scheme.lower()
    if scheme in ("sentinel", "redis+sentinel"):
        return _sentinel(rest)
    if scheme in ("unix", "redis+socket"):
        parts = urlsplit("unix://" + rest)
        given = dict(parse_qsl(parts.query))
        number = given.get("db") or given.get("virtual_host") or "0"
        if not parts.path or not number.isdigit():
            raise ValueError(EXPECTED_REDIS)
        password = unquote(parts.password or "")
        who = f":{quote(password, '')}@" if password else ""
        return Redis(f"unix://{who}{parts.path}?db={number}", parts.path, int(number), password=password)
    if scheme not in ("redis", "rediss"):
        raise ValueError(EXPECTED_REDIS)
    parts = urlsplit(f"{scheme}://{rest}")
    try:
        number, _ = parts.path.strip("/") or "0", parts.port
    except ValueError as error:
        raise ValueError(f"{EXPECTED_REDIS}: no such port") from error
    if not parts.hostname or not number.isdigit():
        raise ValueError(f"{EXPECTED_REDIS}: the database is a number, as in redis://host:6379/0")
    given = dict(parse_qsl(parts.query))
    if scheme == "redis":
        return Redis(url, number=int(number))
    if given.pop("ssl_cert_reqs", "required").lower() not in ("required", "cert_required"):
        raise ValueError("the certificate is always checked: expected no ssl_cert_reqs, but ssl_ca_certs=/file")
    unknown = sorted(set(given) - {"ssl_ca_certs", "ssl_certfile", "ssl_keyfile", "ssl_check_hostname"})
    if unknown or given.pop("ssl_check_hostname", "true").lower() != "true":
        raise ValueError("of rediss:// expected only ssl_ca_certs, ssl_certfile and ssl_keyfile; the name is checked")
    tls: dict[str, Any] = {"ssl_cert_reqs": "required", "ssl_check_hostname": True, **given}
    words = "&".join(f"{name}={value}" for name, value in tls.items())
    return Redis(f"{url.partition('?')[0]}?{words}", number=int(number), tls=tls)


def _sentinel(rest: str) -> Redis:
    who, _, where = rest.partition("?")[0].rpartition("@")
    hosts, _, path = where.partition("/")
    master, _, number = path.partition("/")
    found = []
    for one in hosts.split(","):
        host, _, port = one.partition(":")
        if not host or (port and not port.isdigit()):
            raise ValueError(EXPECTED_REDIS)
        found.append((host, int(port or 26379)))
    if not master or (number and not number.isdigit()):
        raise ValueError(f"{EXPECTED_REDIS}: the master's name is missing, or its database is no number")
    user, _, password = who.rpartition(":") if ":" in who else ("", "", who)
    return Redis(
        number=int(number or 0), user=unquote(user), password=unquote(password), sentinels=tuple(found), master=master
    )
