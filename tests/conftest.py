"""The cast of every test: who they are never changes, so that a permission test reads like a story.

Sofia is physiotherapist at Ponte, Ruben its administrator; Maria and Jonas are its patients. Otto is
physiotherapist at another clinic, and Zoe is his patient. Nina signs in and belongs nowhere.
"""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_socket import disable_socket, enable_socket, socket_allow_hosts
from rest_framework.test import APIClient

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `--dist loadgroup` what starts the product stays on one worker, which starts it once; the rest is shared out.

    By the folder: xdist 3.8 writes its groups into a field that pytest 9 does not read any more.
    """
    if config.getvalue("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadGroupScheduling

    class ProductOnOneWorker(LoadGroupScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "product" if nodeid.startswith("tests/system/test_") else super()._split_scope(nodeid)

    return ProductOnOneWorker(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks for a database or starts the product: the rest was the same on SQLite."""
    if not os.environ.get("TOH_TEST_DATABASE_URL"):
        return
    asking, rest = [], []
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        asks = fixtures & {"db", "transactional_db", "django_db_setup"} or item.get_closest_marker("django_db")
        (asking if asks or item.get_closest_marker("system") else rest).append(item)
    items[:] = asking
    config.hook.pytest_deselected(items=rest)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Nothing but the system tests talks over sockets (and then to this machine only)."""
    if item.get_closest_marker("system") or item.get_closest_marker("browser"):
        enable_socket()
    elif os.environ.get("TOH_TEST_REDIS_URL"):
        socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
    else:
        disable_socket(allow_unix_socket=True)


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the shared folder with the published cases is not beside this checkout")
    return SHARED


@pytest.fixture
def cast(db: None) -> SimpleNamespace:
    from backend.accounts.models import Clinic, Membership, User
    from backend.patients.models import Patient

    def person(name: str) -> User:
        return User.objects.create_user(f"{name.lower()}@example.org", "correct horse battery", name=name)

    ponte, altona = Clinic.objects.create(name="Ponte"), Clinic.objects.create(name="Altona")
    sofia, ruben, otto, nina = person("Sofia"), person("Ruben"), person("Otto"), person("Nina")
    Membership.objects.create(user=sofia, clinic=ponte, role="physiotherapist")
    Membership.objects.create(user=ruben, clinic=ponte, role="administrator")
    Membership.objects.create(user=otto, clinic=altona, role="physiotherapist")

    def patient(name: str, clinic: Clinic, **more: Any) -> Patient:
        return Patient.objects.create(name=name, user=person(name), clinic=clinic, timezone="Europe/Lisbon", **more)

    return SimpleNamespace(
        ponte=ponte,
        altona=altona,
        sofia=sofia,
        ruben=ruben,
        otto=otto,
        nina=nina,
        maria=patient("Maria", ponte, sex="female", birth_year=1986),
        jonas=patient("Jonas", ponte, sex="male", birth_year=1979),
        zoe=patient("Zoe", altona, sex="female", birth_year=1990),
    )


@pytest.fixture
def client_of() -> Callable[[Any], APIClient]:
    """A signed-in API client of a user (or of a patient's user), with a second factor; None: nobody.

    `fresh`: who has shown just now who they are.
    """

    def make(user: Any, *, strong: bool = True, fresh: bool = False) -> APIClient:
        client = APIClient()
        if user is not None:
            client.force_login(getattr(user, "user", None) or user)
        if user is not None and (strong or fresh):
            session = client.session
            how = {"method": "mfa", "type": "totp"} if strong else {"method": "password"}
            session["account_authentication_methods"] = [how | {"at": time.time() if fresh else 0}]
            session["account_authentication_methods_user"] = session["_auth_user_id"]
            session.save()
        return client

    return make


@pytest.fixture
def entry() -> Callable[..., dict[str, Any]]:
    """A pain entry as a phone sends it; `back` days ago."""
    from backend.core.ids import new_id

    def make(kind: str = "pain", *, back: int = 0, **fields: Any) -> dict[str, Any]:
        if kind == "pain" and "site" not in fields:
            fields = {"site": "hip", "side": "left", "intensity": 3, **fields}
        at = datetime.now(UTC) - timedelta(days=back)
        item = {"id": str(new_id()), "kind": kind, "recorded_at": at.isoformat(), "timezone": "Europe/Lisbon"}
        return item | fields

    return make
