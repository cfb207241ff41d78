"""What a public server must not start with. Knows nothing of Django, as the settings themselves ask it."""

from collections.abc import Sequence
from urllib.parse import urlsplit

COMMON = frozenset({"", "admin", "changeme", "password", "postgres", "redis", "root", "secret", "test", "toh"})


def weaknesses(
    *,
    secret_key: str,
    field_keys: Sequence[str],
    audit_keys: Sequence[str],
    development_key: str,
    hosts: Sequence[str],
    public_url: str,
    database_url: str,
) -> list[str]:
    """What is missing, weak or a default, each in one plain sentence with its setting's name; empty when nothing is."""
    found = []
    if not secret_key:
        found.append("SECRET_KEY is missing. Make secrets with deploy/make-secrets.")
    elif development_key in (secret_key, *field_keys):
        found.append("SECRET_KEY or FIELD_KEYS is the one for development, which everybody can read.")
    elif len(secret_key) < 50 or len(set(secret_key)) < 20:
        found.append("SECRET_KEY is weak: expected at least 50 characters by chance.")
    if not field_keys:
        found.append("FIELD_KEYS is missing: second factors and push addresses are encrypted with it.")
    for number, key in enumerate(field_keys, start=1):
        if len(key) < 32 or len(set(key)) < 12:
            found.append(f"FIELD_KEYS: number {number} is weak: expected at least 32 characters by chance.")
        if key == secret_key:
            found.append(f"FIELD_KEYS: number {number} is the SECRET_KEY: expected a secret of its own.")
    if not audit_keys:
        found.append(
            "AUDIT_KEY is missing: the audit trail is hashed with it. Make secrets with deploy/make-secrets."
        )
    for number, key in enumerate(audit_keys, start=1):
        if len(key) < 32 or len(set(key)) < 12:
            found.append(f"AUDIT_KEY: number {number} is weak: expected at least 32 characters by chance.")
        if key in (secret_key, *field_keys):
            found.append(f"AUDIT_KEY: number {number} is another secret too: expected one of its own.")
    if not hosts or "*" in hosts:
        found.append("ALLOWED_HOSTS: expected the names under which this server answers, not any name.")
    if not public_url.startswith("https://"):
        found.append("PUBLIC_URL: expected an address that begins with https://.")
    if database_url and (urlsplit(database_url).password or "").lower() in COMMON and "@" in database_url:
        found.append("DATABASE_URL: the database's password is missing or one that everybody tries first.")
    return found
