"""`manage.py settings_table`: write docs/settings.md from the places in the code that read a variable.

Names and defaults are read from the syntax tree, so the table cannot forget one. Each must have a line in
`MEANING`, and each line there must still have a reader, or the command says so.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Iterator
from pathlib import Path

from .paths import ROOT
from .say import Problem, say

PAGE = ROOT / "docs" / "settings.md"
READ_FROM = ("toh_tracker/settings.py", "backend/core/shared_counters.py", "deploy/gunicorn.conf.py")
RENEW = "python3 manage.py settings_table"

# One line for the operator: what it does, in which unit, and what it is good for.
MEANING = {
    "EXPORT_HOURS": "how many hours the copy of everything that a person asked for may be fetched",
    "ERASURE_DAYS": "days between somebody's wish to be deleted and the deletion, in which it may be taken back",
    "TOH_ENV": "`production` switches on what a public server needs and refuses weak or default secrets",
    "TOH_VAR": "folder for what the application writes: SQLite file, file broker, mail files",
    "SECRET_KEY": "signs sessions and links; at least 50 random characters; changing it signs everyone out",
    "SECRET_KEY_FALLBACKS": "keys of before, newest first: with the old one here, nobody is signed out by a change",
    "FIELD_KEYS": "encrypt TOTP secrets and push addresses at rest; comma-separated, newest first",
    "ALLOWED_HOSTS": "host names under which the server answers, comma-separated",
    "CSRF_TRUSTED_ORIGINS": "further origins (`https://…`) that may send forms, comma-separated",
    "AUDIT_KEY": "hashes the audit trail; a list, newest first: the first writes, all verify; keep it out of the database",
    "AUDIT_STREAM": "where the audit trail is told as it is written, with commas: `stdout:`, `file:///folder/file`, "
    "`syslog+tls://host:6514?ca=/file` (RFC 5424); empty: nowhere",
    "AUDIT_FOLDER": "where the trail's ends and the sealed names of who was forgotten are noted, outside the backups",
    "KEEP_UNCONFIRMED_DAYS": "after which an account is removed whose address was never confirmed",
    "KEEP_FORMER_YEARS": "for which a clinic keeps what it signed for patients who left, where it has set no number of its own",
    "KEEP_DELIVERIES_DAYS": "for which it stays noted what was sent over which channel, and how that went",
    "KEEP_INVITATIONS_DAYS": "for which invitations and tokens that have ended stay in the database",
    "PUBLIC_URL": "the address that people use; it stands in mails and links",
    "DATABASE_URL": "`postgres://user:password@host:5432/name`, a socket as `postgres:///name?host=/var/run/postgresql`, or "
    "`sqlite:////folder/file`; empty: SQLite in `TOH_VAR`",
    "CONN_MAX_AGE": "seconds that a connection to PostgreSQL is kept",
    "DATABASE_PREPARED": "PostgreSQL keeps prepared statements; `false` behind a pooler that knows none",
    "REDIS_URL": "broker and cache: `redis://host:6379/0`, `rediss://…?ssl_ca_certs=/file`, `unix:///socket?db=0`, or with sentinels "
    "`redis+sentinel://:password@host:26379,host:26379/master/0`; empty: a broker made of files, a cache table",
    "CACHE_URL": "the cache apart from the broker: an address as in `REDIS_URL`, or `database`; empty: `REDIS_URL`",
    "BROKER_URL": "the broker apart from the cache: `amqp://user:password@host:5672/vhost` (RabbitMQ, quorum queues), or an "
    "address as in `REDIS_URL`; empty: `REDIS_URL`",
    "DEMO_WITHOUT_SECOND_FACTOR": "the demo's invented staff sign in by password alone; never in production",
    "TRUSTED_PROXY_COUNT": "reverse proxies in front; a wrong number lets clients fake their address",
    "THROTTLE_PERSON": "requests per signed-in person",
    "THROTTLE_ADDRESS": "requests per address of people who are not signed in",
    "EMAIL_URL": "`smtp+tls://user:password@host:587`; empty: mail is written to files in `TOH_VAR/mail`",
    "DEFAULT_FROM_EMAIL": "sender of all mail",
    "VAPID_PRIVATE_KEY": "switches web push on; a URL-safe base64 P-256 private key",
    "VAPID_SUBJECT": "whom a push service may write to (`mailto:…`)",
    "SECURITY_CONTACT": "whom to tell of a weakness, in `/.well-known/security.txt` (`mailto:` or `https:`, with commas)",
    "LOCK_MINUTES": "minutes without a touch after which sessions of clinic staff lock, where their clinic has chosen no other number",
    "SIGN_ON_HOSTS": "hosts of identity providers with which clinics may sign in their staff; a leading dot allows subdomains",
    "PUSH_HOSTS": "push services that may be called; a leading dot allows subdomains",
    "ESCALATION_HOURS": "hours after which an unacknowledged finding of urgency `now` is told again, to the whole clinic",
    "SMS_GATEWAY_URL": "HTTP gateway for text messages; empty: no text messages",
    "STATIC_ROOT": "where `collectstatic` puts the files of the admin pages",
    "LOG_LEVEL": "`DEBUG`, `INFO`, `WARNING` or `ERROR`",
    "ERROR_REPORTS_DSN": "a service that collects errors (Sentry or alike); gets type and place of an error, no value or "
    "person; empty: nothing is sent",
    "METRICS_TOKEN": "whoever reads `/metrics` shows it (`Authorization: Bearer …`); empty: only this machine may",
    "BACKUP_KEY": "encrypts `manage.py backup`; `backup --new-key` makes one; keep it apart from the backups",
    "BACKUP_FOLDER": "a backup each night at 2:30 UTC by the worker of `bulk` into this folder, of which the newest of 7 days, 5 weeks "
    "and 12 months stay; empty: none by itself",
    "READY_BEAT_SECONDS": "`/readyz` fails when no worker has heard beat for so long",
    "READY_OVERDUE_SECONDS": "`/readyz` fails when an assessment or a reminder is overdue by more",
    "WEB_PROCESSES": "web processes of one container; two for each core is a good start",
    "WEB_THREADS": "requests that one web process answers at once",
    "WEB_BIND": "address and port inside the container",
    "WEB_PIDFILE": "file with the number of the web server's main process, which `deploy/renew-web` needs; empty: none",
    "WEB_LOG_LEVEL": "log level of the web server itself",
    "PROMETHEUS_MULTIPROC_DIR": "folder in memory where all processes share their counters; one for web, workers and beat",
}


class Found:
    """One variable as the code reads it."""

    def __init__(self, name: str, kind: str, default: str, secret: bool) -> None:
        self.name, self.kind, self.default, self.secret = name, kind, default, secret


def options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py settings_table", description="Write docs/settings.md.")
    parser.add_argument("--check", action="store_true", help="only say whether it is current")
    return parser.parse_args(argv)


def look_first(_: argparse.Namespace) -> None:
    """Nothing can be refused before the set-up."""


def run(chosen: argparse.Namespace) -> int:
    text = page(found_in_code())
    if chosen.check:
        if not PAGE.is_file() or PAGE.read_text() != text:
            raise Problem(f"docs/settings.md is not what the code says; renew it: {RENEW}")
        return 0
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text)
    say(f"Wrote {PAGE}")
    return 0


def found_in_code() -> list[Found]:
    """Every variable in the order in which the code reads them, each once."""
    found: dict[str, Found] = {}
    for name in READ_FROM:
        for one in read(ROOT / name):
            found.setdefault(one.name, one)
    unknown, gone = found.keys() - MEANING.keys(), MEANING.keys() - found.keys()
    if unknown or gone:
        raise Problem(f"settings_table.py: no meaning for {sorted(unknown)}, and nothing reads {sorted(gone)}")
    return list(found.values())


def read(path: Path) -> Iterator[Found]:
    """`env.int("NAME", default=…)`, `_secret("NAME", …)` and `os.environ.get("NAME", …)` in one file."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
        if not isinstance(name, str) or not name.isupper():
            continue
        function = ast.unparse(call.func)
        given = {word.arg: word.value for word in call.keywords}
        default = given.get("default") or (call.args[1] if len(call.args) > 1 else None)
        if function == "_secret":
            yield Found(name, "text", words(default), True)
        elif function.startswith("env.") and function != "env.read":
            kind = {"str": "text", "choice": "text", "int": "number", "bool": "true/false"}.get(
                function[4:], function[4:]
            )
            yield Found(name, kind, words(default), False)
        elif function in ("os.environ.get", "os.getenv"):
            yield Found(name, "text", words(default), False)


def words(default: ast.expr | None) -> str:
    """A default as an operator reads it; what differs in production is said."""
    if default is None:
        return "–"
    if isinstance(default, ast.IfExp) and ast.unparse(default.test) == "PRODUCTION":
        return f"{words(default.body)} in production, else {words(default.orelse)}"
    if isinstance(default, ast.Constant):
        return f"`{default.value!s}`" if default.value not in ("", None) else "empty"
    if isinstance(default, ast.List):
        return ", ".join(words(item) for item in default.elts) or "empty"
    text = ast.unparse(default)
    if "BASE_DIR" in text:
        return "`var/` in the checkout"
    if "VAR" in text:
        return "`static` in `TOH_VAR`"
    return {"INSECURE_KEY": "one for development only", "SECRET_KEY": "that of `SECRET_KEY`"}.get(text, f"`{text}`")


def page(found: list[Found]) -> str:
    rows = "".join(
        f"| `{one.name}`{' ¹' if one.secret else ''} | {MEANING[one.name]} | {one.kind} | {one.default} |\n"
        for one in found
    )
    return f"""# Settings

Every setting is an environment variable. Made from the code: `{RENEW}`.

| variable | what it does | kind | default |
|---|---|---|---|
{rows}
¹ May also be given as a file: `NAME_FILE` holds the path (for container secrets), and wins over `NAME`.

`manage.py` itself reads three more: `TOH_BOOTSTRAP=off` uses the Python that is running instead of making
`.venv`; `CI=true` makes `verify` fail for a step that it had to skip; `TOH_CHROMIUM` names the browser of its
tests. The tests use `TOH_TEST_DATABASE_URL` and `TOH_TEST_REDIS_URL` when given, else `DATABASE_URL` and
`REDIS_URL`, else local servers.
"""
