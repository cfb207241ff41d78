#!/usr/bin/env bash
# One dictionary of VAPID claims for two push services: the second gets a token that was made out to the first.
#
# pywebpush 2.5.0 writes the audience of the first endpoint into the dictionary that it was given, and takes it from
# there at the next call. A sender that keeps one dictionary of claims (the subject is the same for everybody) signs each
# message to another service for the first one, and such services refuse it (RFC 8292: the audience is the push service's
# own origin). An expired "exp" is renewed by the library, so it looks as if it took care of the dictionary.
# Give each call a new dictionary, or name the audience.
#
# Needs: python3 with venv and PyPI. Nothing is sent.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check pywebpush==2.5.0 py-vapid==1.9.6

cat > sign.py <<'PY'
import base64, json, os, re
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid
from pywebpush import webpush

def text(value):
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()

point = ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(
    serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
key = Vapid()
key.generate_keys()
claims = {"sub": "mailto:clinic@example.org"}
for endpoint in ("https://push-one.example/a", "https://push-two.example/b"):
    subscription = {"endpoint": endpoint, "keys": {"p256dh": text(point), "auth": text(os.urandom(16))}}
    command = webpush(subscription, b"x", vapid_private_key=key, vapid_claims=claims, curl=True)  # says, does not send
    payload = re.search(r"t=[^.]+\.([^.]+)\.", command).group(1)
    token = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    print(endpoint, "is given a token for", token["aud"])
PY
env/bin/python sign.py > seen
cat > expected <<'TXT'
https://push-one.example/a is given a token for https://push-one.example
https://push-two.example/b is given a token for https://push-one.example
TXT
cat seen
diff expected seen && echo "As described: the audience of the first endpoint stays in the caller's dictionary."
