"""How often a password may be guessed: counted for each pair of an account and a network, with waits that double.

Who guesses at an account closes the door for their own network, not for its person. Guesses from many networks together close
the way by password for all but browsers that the account knows; the ways by passkey and by mail stay open.
"""

import time
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from backend.accounts.devices import known_on
from backend.accounts.models import User

FREE = 5  # wrong ones before the first wait
FIRST_WAIT_S, LONGEST_WAIT_S = 30, 60 * 60
KEPT_S = 24 * 60 * 60
# From anywhere, in an hour: many times what a person needs, and far too few to guess by.
FROM_ANYWHERE, HOUR_S = 50, 60 * 60


def may_try(request: HttpRequest, email: str) -> bool:
    """Count one more try; False while this network has to wait, or while too many have guessed at the account."""
    pair, account = _keys(request, email)
    now = time.time()
    if now < float(cache.get(f"{pair}:until") or 0):
        return False
    if _counted(account, HOUR_S) > FROM_ANYWHERE and not _knows(request, email):
        return False
    # Before the password is looked at, so that many tries at once are counted like many in a row.
    tries = _counted(pair, KEPT_S)
    if tries >= FREE:
        wait = min(FIRST_WAIT_S * 2 ** min(tries - FREE, 10), LONGEST_WAIT_S)
        cache.set(f"{pair}:until", now + wait, KEPT_S)
    return True


def was_right(request: HttpRequest, email: str) -> None:
    """The person themselves: what was counted from here was their own slips."""
    pair, account = _keys(request, email)
    cache.delete_many([pair, f"{pair}:until", account])


def forget(email: str) -> None:
    """Count anew what came from many networks."""
    cache.delete(_account_key(email))


def _counted(key: str, kept_s: int) -> int:
    cache.add(key, 0, kept_s)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ended just now
        return 1


def _knows(request: HttpRequest, email: str) -> bool:
    known = known_on(request)
    return bool(known) and User.objects.filter(email=_plain(email), pk__in=known).exists()


def _keys(request: HttpRequest, email: str) -> tuple[str, str]:
    pair = sha256(f"{_plain(email)}|{_network(get_adapter().get_client_ip(request))}".encode()).hexdigest()
    return f"guess:{pair}", _account_key(email)


def _account_key(email: str) -> str:
    return f"guesses:{sha256(_plain(email).encode()).hexdigest()}"


def _plain(email: str) -> str:
    return email.strip().lower()


def _network(address: Any) -> str:
    """One address of IPv4; of IPv6 the network that one household or one machine is given."""
    try:
        found = ip_address(str(address))
    except ValueError:
        return str(address)
    if isinstance(found, IPv6Address) and not found.ipv4_mapped:
        return str(ip_network((found, 64), strict=False))
    return str(found)
