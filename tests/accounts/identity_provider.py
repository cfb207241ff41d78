"""A hospital's identity provider for tests: a real OpenID Connect server on this machine, and a browser that goes to it."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit
from uuid import UUID

import httpx
import pytest
from allauth.account.models import EmailAddress
from rest_framework.test import APIClient

from backend.accounts.models import User

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ROOT / "frontend"
SECRET = "a secret of the hospital and this software"
PASSWORD = "correct horse battery"
CLINIC = UUID("0192f0c1-0000-7000-8000-00000000c11c")
BACK = f"/_allauth/clinic/{CLINIC}/callback"


@dataclass
class Hospital:
    issuer: str
    calls: list[str] = field(default_factory=list)

    def knows(self, who: str, **claims: Any) -> None:
        httpx.put(f"{self.issuer}/people/{who}", json=claims, timeout=60).raise_for_status()

    def settings(self, **more: Any) -> dict[str, Any]:
        return {"issuer": self.issuer, "client_id": "toh", "client_secret": SECRET} | more

    def let_in(self, location: str, who: str) -> str:
        """What a browser does there: the path and query with which it comes back."""
        with httpx.Client(timeout=60) as browser:
            answer = browser.get(location)
            for _ in range(8):
                if answer.is_redirect:
                    target = urljoin(str(answer.url), answer.headers["location"])
                    if not target.startswith(self.issuer):
                        parts = urlsplit(target)
                        return f"{parts.path}?{parts.query}"
                    answer = browser.get(target)
                elif "/who/" in str(answer.url):
                    answer = browser.post(str(answer.url), data={"who": who})
                else:
                    raise AssertionError(f"{answer.url}: {answer.status_code} {answer.text[:400]}")
        raise AssertionError("it goes round in a circle")


@contextmanager
def hospital(redirect_uri: str, port: int) -> Iterator[Hospital]:
    if not (PACKAGES / "node_modules" / "oidc-provider").is_dir() or not shutil.which("node"):
        pytest.skip("the identity provider of the tests is not installed: npm ci in frontend/")
    script = Path(__file__).with_name("oidc-provider.mjs")
    words = ["node", str(script), str(PACKAGES), str(port), redirect_uri]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.search(r"^http://\S+$", line.strip()):
                yield Hospital(found[0])
                break
        else:
            raise AssertionError("the identity provider did not start")
    finally:
        process.terminate()
        process.wait(timeout=60)
        if process.stdout:
            process.stdout.close()


def query_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def person(email, name, **more):
    user = User.objects.create_user(email, PASSWORD, name=name, **more)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def begin(client, email="sofia@hospital.example"):
    answer = client.post("/api/v1/sign-on", {"email": email})
    assert answer.status_code == 200, answer.content
    return answer.json()["location"]


def sign_on(idp, who, client=None):
    """The client afterwards, and the reason for which it was not let in."""
    client = client or APIClient()
    answer = client.get(idp.let_in(begin(client), who))
    assert answer.status_code == 302, answer.content
    assert urlsplit(answer["Location"]).path == "/sign-on", answer["Location"]
    return client, query_of(answer["Location"]).get("error")
