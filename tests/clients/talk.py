"""Talks to a running server as other people's Python clients do; prints what each of them read, as JSON.

Run in the clients' own environment: python talk.py BASE TOKEN FOLDER. `BASE` is `http://127.0.0.1:PORT/fhir`.
"""

import json
import subprocess
import sys
import warnings
from pathlib import Path

BASE, TOKEN, FOLDER, CLINIC = sys.argv[1:5]
BEARER = f"Bearer {TOKEN}"


def with_fhirpy():
    from fhirpy import SyncFHIRClient

    client = SyncFHIRClient(BASE, authorization=BEARER)
    pains = client.resources("Observation").search(code="http://loinc.org|72514-3")
    patient = client.resources("Patient").search(name="Maria").first()
    hers = pains.search(patient=patient.id)
    return {
        "count": pains.count(),
        "all": sorted(one["valueQuantity"]["value"] for one in pains.limit(2).fetch_all()),
        "sorted": [one["valueQuantity"]["value"] for one in hers.sort("-date").fetch()],
        "first": hers.sort("-date").first()["valueQuantity"]["value"],
        "got": client.reference("Patient", patient.id).to_resource()["name"][0]["text"],
        "elements": sorted(hers.elements("valueQuantity").first().keys()),
        "along": sorted(one["resourceType"] for one in _along(client, patient.id)),
    }


def _along(client, key):
    bundle = client.resources("Observation").search(patient=key).include("Observation", "patient").fetch_raw()
    return {one["resource"]["resourceType"]: one["resource"] for one in bundle["entry"]}.values()


def with_fhirclient():
    import requests
    from fhirclient import client
    from fhirclient.models.observation import Observation
    from fhirclient.models.patient import Patient

    smart = client.FHIRClient(settings={"app_id": "tests", "api_base": BASE})
    smart.server.session = requests.Session()
    smart.server.session.headers["Authorization"] = BEARER
    found = Observation.where({"code": "72514-3", "_count": "2"}).perform_resources(smart.server)
    every = [
        one
        for page in Observation.where({"code": "72514-3", "_count": "2"}).perform_iter(smart.server)
        for one in (page.entry or [])
    ]
    patient = Patient.where({"name": "Maria"}).perform_resources(smart.server)[0]
    return {
        "page": [one.valueQuantity.value for one in found],
        "all": sorted(one.resource.valueQuantity.value for one in every),
        "read": Patient.read(patient.id, smart.server).name[0].text,
    }


def with_pyrate():
    import requests
    from fhir_pyrate import Pirate

    session = requests.Session()
    session.headers["Authorization"] = BEARER
    pirate = Pirate(
        auth=session, base_url=BASE, print_request_url=False, num_processes=1, disable_multiprocessing_requests=True
    )
    every = pirate.steal_bundles_to_dataframe(
        resource_type="Observation", request_params={"_count": 2},
        fhir_paths=["id", "valueQuantity.value", "code.coding.code"],
    )  # fmt: skip
    people = pirate.steal_bundles_to_dataframe(resource_type="Patient", request_params={}, fhir_paths=["id"])
    theirs = pirate.trade_rows_for_dataframe(
        people, resource_type="Observation", df_constraints={"patient": "id"}, fhir_paths=["id"], request_params={"_count": 5},
    )  # fmt: skip
    return {"ids": sorted(every["id"]), "by_patient": sorted(theirs["id"])}


def with_smart_fetch(token, since=""):
    folder = Path(FOLDER) / ("since" if since else "whole")
    secret = Path(FOLDER) / "token"
    secret.write_text(token)
    command = [
        Path(sys.executable).parent / "smart-fetch", "bulk", folder, "--fhir-url", BASE, "--group", CLINIC,
        "--bearer-token", secret, "--type", "Patient,Observation", "--no-compression", "--no-default-filters",
        *(("--since", since) if since else ()),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=100)
    if done.returncode:
        return {"failed": done.stdout[-2000:] + done.stderr[-2000:]}
    counts = {}
    for file in folder.rglob("[A-Z]*.ndjson"):
        for line in file.read_text().splitlines():
            kind = json.loads(line)["resourceType"]
            counts[kind] = counts.get(kind, 0) + 1
    return counts


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    said = {}
    for name, talk in (
        ("fhirpy", with_fhirpy), ("fhirclient", with_fhirclient), ("pyrate", with_pyrate),
        ("smart_fetch", lambda: with_smart_fetch(sys.argv[5])), ("smart_fetch_since", lambda: with_smart_fetch(sys.argv[5], "2999-01-01T00:00:00Z")),
    ):  # fmt: skip
        try:
            said[name] = talk()
        except Exception as error:
            said[name] = {"failed": f"{type(error).__name__}: {error}"}
    print("\n" + json.dumps(said))
