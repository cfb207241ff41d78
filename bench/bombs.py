"""What an upload that is made to cost much does cost: `python -m bench.bombs` (some minutes).

Each upload is as large as the limits let through. It is imported (the dry run) in a process of its own, by the very function that the
worker calls, on SQLite in memory. Told are the answer in words, the seconds, and the memory of the whole process at its highest:
within 5 s and below 300 MB are wanted on a quiet machine.
"""

import io
import json
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable

MB = 1024 * 1024
SECONDS, MEGABYTES = 5, 300


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "."), content)
    return out.getvalue()


def bundle(inside: bytes) -> bytes:
    return b'{"resourceType":"Bundle","type":"collection","entry":[' + inside + b"]}"


def repeated(part: bytes, size: int, between: bytes = b",") -> bytes:
    return between.join([part] * (size // (len(part) + len(between))))


def observation(number: int) -> bytes:
    return json.dumps(
        {
            "resourceType": "Observation",
            "id": f"o{number}",
            "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7", "display": "Body weight"}]},
            "subject": {"reference": f"Patient/p{number % 100}"},
            "effectiveDateTime": f"20{number % 25:02}-0{1 + number % 9}-1{number % 10}",
            "valueQuantity": {
                "value": 50 + number % 50,
                "unit": "kg",
                "system": "http://unitsofmeasure.org",
                "code": "kg",
            },
        }
    ).encode()


def patients() -> bytes:
    return b"\n".join(
        json.dumps(
            {
                "resourceType": "Patient",
                "id": f"p{number}",
                "identifier": [{"system": "https://hospital.example/mrn", "value": f"MRN-{number}"}],
                "name": [{"family": f"Person {number}", "given": ["A"]}],
                "gender": "female",
                "birthDate": "1980-01-01",
            }
        ).encode()
        for number in range(100)
    )


def many_lines(size: int) -> bytes:
    one = len(observation(10)) + 1
    return patients() + b"\n" + b"\n".join(observation(number) for number in range(size // one))


XML = b'<Bundle xmlns="http://hl7.org/fhir">'
UPLOADS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a ZIP of blanks": ("x.zip", lambda: zipped(a__json=b" " * (70 * MB))),
    "a gzip of blanks in a ZIP": ("x.zip", lambda: zipped(a__ndjson__gz=_gzip(b" " * (60 * MB)))),
    "JSON of empty objects": ("x.json", lambda: bundle(repeated(b"{}", 31 * MB))),
    "as many empty objects as are let through": ("x.json", lambda: bundle(repeated(b"{}", 1_600_000))),
    "as many short keys as are let through": (
        "x.json",
        lambda: b'{"resourceType":"Basic",' + b",".join(b'"%x":0' % n for n in range(800_000)) + b"}",
    ),
    "as many elements as are let through": ("x.xml", lambda: XML + b"<a/>" * 310_000 + b"</Bundle>"),
    "as many broken lines as cost themselves": (
        "x.ndjson",
        lambda: patients() + b"\n" + repeated(b"{", 19_990, b"\n"),
    ),
    "JSON of empty objects, zipped": ("x.zip", lambda: zipped(a__json=bundle(repeated(b"{}", 63 * MB)))),
    "JSON of empty lists, zipped": ("x.zip", lambda: zipped(a__json=bundle(repeated(b"[]", 63 * MB)))),
    "JSON of small objects, zipped": ("x.zip", lambda: zipped(a__json=bundle(repeated(b'{"a":1}', 63 * MB)))),
    "JSON of many keys, zipped": (
        "x.zip",
        lambda: zipped(a__json=b"{" + b",".join(b'"%x":0' % n for n in range(5_000_000)) + b"}"),
    ),
    "JSON of short strings, zipped": ("x.zip", lambda: zipped(a__json=bundle(repeated(b'"a"', 63 * MB)))),
    "NDJSON of empty resources, zipped": (
        "x.zip",
        lambda: zipped(a__ndjson=repeated(b'{"resourceType":"Basic"}', 63 * MB, b"\n")),
    ),
    "NDJSON of broken lines, zipped": ("x.zip", lambda: zipped(a__ndjson=repeated(b"{", 63 * MB, b"\n"))),
    "NDJSON of a hundred people, zipped": ("x.zip", lambda: zipped(a__ndjson=many_lines(11 * MB))),
    "JSON of a depth": ("x.json", lambda: b'{"a":' * 6_000_000),
    "a number of many digits": ("x.json", lambda: b'{"resourceType":"Basic","a":' + b"9" * (30 * MB) + b"}"),
    "XML of empty elements": ("x.xml", lambda: XML + b"<a/>" * (7 * MB) + b"</Bundle>"),
    "XML of a depth": ("x.xml", lambda: XML + b"<a>" * (10 * MB)),
    "XML of one long attribute": ("x.xml", lambda: XML + b'<id value="' + b"a" * (30 * MB) + b'"/></Bundle>'),
    "XML of many attributes": (
        "x.xml",
        lambda: XML + b"<id " + b" ".join(b'a%x="1"' % n for n in range(2_500_000)) + b"/></Bundle>",
    ),
    "500 files": ("x.zip", lambda: zipped(**{f"a{n}__json": bundle(repeated(b"{}", 100_000)) for n in range(500)})),
}

# As much as a clinic may send at once: its time is told while it is read, and only its memory is held to a limit.
HONEST = {"NDJSON of a hundred people, zipped"}


def _gzip(content: bytes) -> bytes:
    import gzip

    return gzip.compress(content)


def child(which: str) -> int:
    name, make = UPLOADS[which]
    import django

    django.setup()
    from django.test.utils import setup_databases, setup_test_environment

    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    from backend.accounts.models import Clinic, User
    from backend.core.actor import Actor
    from backend.exchange.imports import actions

    user = User.objects.create_user("sofia@example.org", None)
    clinic = Clinic.objects.create(name="Ponte", timezone="Europe/Lisbon")
    content = make()
    batch = actions.ask_import(
        by=Actor(role="clinician", user_id=user.pk, name="Sofia"),
        clinic=clinic,
        user=user,
        content=content,
        name=name,
    )
    size = len(content)
    del content
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _forget_peak()
    began = time.perf_counter()
    actions.make_import(batch.pk)
    took = time.perf_counter() - began
    batch.refresh_from_db()
    files = batch.summary.get("files", [])
    words = next((one["error"] for one in files if "error" in one), f"created {batch.summary.get('created')}")
    print(json.dumps({"size": size, "took": took, "peak": _peak() or before / 1024, "words": words}))
    return 0


def _forget_peak() -> None:
    """From here on the peak counts anew: making the upload is not what is measured."""
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")


def _peak() -> float:
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 1024


def main() -> int:
    if len(sys.argv) > 1:
        return child(sys.argv[1])
    import os

    missed = 0
    print(f"{'upload':38} {'sent':>8} {'took':>8} {'memory':>8}  answer")
    for which in UPLOADS:
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "toh_tracker.test_settings"}
        ran = subprocess.run(
            [sys.executable, "-m", "bench.bombs", which], capture_output=True, text=True, env=env, check=False
        )
        if ran.returncode:
            missed += 1
            print(f"{which:38} ended with {ran.returncode}: {ran.stderr.strip().splitlines()[-1:]}")
            continue
        said = json.loads(ran.stdout.splitlines()[-1])
        over = (said["took"] > SECONDS and which not in HONEST) or said["peak"] > MEGABYTES
        missed += over
        print(
            f"{which:38} {said['size'] / MB:5.1f} MB {said['took']:6.1f} s {said['peak']:5.0f} MB  "
            f"{said['words']}{'  <-- missed' if over else ''}",
            flush=True,
        )
    return int(missed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
