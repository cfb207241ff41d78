#!/usr/bin/env bash
# One encrypted token with "zip": "DEF", three readers: what python-jose wrote only one of them can open.
#
# RFC 7516 (4.1.3) means raw DEFLATE by "DEF". python-jose 3.5.0 compresses with a zlib wrapper around it, and expects that
# wrapper when it reads. Its tokens cannot be opened by jwcrypto 1.6.1 (Python) or jose 6.2.18 (JavaScript), nor theirs by it;
# joserfc 1.8.0 opens both. A round trip inside one library never shows it; a SMART Health Link, whose files may be
# compressed in this way, is written by one system and read by another.
#
# Needs: python3 with venv, node 20 or newer, and the two package registries.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check python-jose==3.5.0 jwcrypto==1.6.1 joserfc==1.8.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jose@6.2.18

cat > both.py <<'PY'
import base64, json
from joserfc import jwe as joserfc
from joserfc.jwk import OctKey
from jose import jwe as python_jose
from jwcrypto import jwe as jwcrypto
from jwcrypto.jwk import JWK

KEY = bytes(range(32))
WEB_KEY = JWK(kty="oct", k=base64.urlsafe_b64encode(KEY).rstrip(b"=").decode())
TEXT = b"what happened since the last visit " * 20

def by_jwcrypto(token):
    box = jwcrypto.JWE()
    box.deserialize(token, WEB_KEY)
    return box.payload

box = jwcrypto.JWE(TEXT, json.dumps({"alg": "dir", "enc": "A256GCM", "zip": "DEF"}))
box.add_recipient(WEB_KEY)
tokens = {
    "python-jose": python_jose.encrypt(TEXT, KEY, algorithm="dir", encryption="A256GCM", zip="DEF").decode(),
    "jwcrypto": box.serialize(compact=True),
}
readers = {
    "python-jose": lambda token: python_jose.decrypt(token, KEY),
    "jwcrypto": by_jwcrypto,
    "joserfc": lambda token: joserfc.decrypt_compact(
        token, OctKey.import_key(KEY), algorithms=["dir", "A256GCM", "DEF"]).plaintext,
}
for writer, token in tokens.items():
    open(writer + ".txt", "w").write(token)
    for reader, read in readers.items():
        try:
            outcome = "opens it" if read(token) == TEXT else "reads something else"
        except Exception:
            outcome = "cannot open it"
        print("written by", writer + ":", reader, outcome)
PY
cat > read.mjs <<'JS'
import { readFileSync } from "node:fs";
import { compactDecrypt } from "jose";
const key = Uint8Array.from({ length: 32 }, (_, index) => index);
for (const writer of ["python-jose", "jwcrypto"]) {
  const opened = await compactDecrypt(readFileSync(`${writer}.txt`, "utf8"), key).then(() => true, () => false);
  console.log(`written by ${writer}: jose (npm) ${opened ? "opens it" : "cannot open it"}`);
}
JS
{ env/bin/python both.py; node read.mjs; } > seen
cat > expected <<'TXT'
written by python-jose: python-jose opens it
written by python-jose: jwcrypto cannot open it
written by python-jose: joserfc opens it
written by jwcrypto: python-jose cannot open it
written by jwcrypto: jwcrypto opens it
written by jwcrypto: joserfc opens it
written by python-jose: jose (npm) cannot open it
written by jwcrypto: jose (npm) opens it
TXT
cat seen
diff expected seen && echo "As described: python-jose 3.5.0 wraps what it compresses."
