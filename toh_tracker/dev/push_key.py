"""`manage.py push_key`: print a new private key for web push (VAPID), for `VAPID_PRIVATE_KEY`."""

from __future__ import annotations

import argparse
import base64


def options(argv: list[str]) -> argparse.Namespace:
    return argparse.ArgumentParser(
        prog="manage.py push_key", description="Print a new private key for web push (VAPID)."
    ).parse_args(argv)


def look_first(_: argparse.Namespace) -> None:
    """Nothing can be refused before the set-up."""


def run(_: argparse.Namespace) -> int:
    """Inside the environment."""
    from cryptography.hazmat.primitives.asymmetric import ec

    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    print(base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("="))
    return 0
