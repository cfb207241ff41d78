#!/usr/bin/env bash
# A name that is withheld and a name that is given: after XML the reason for the one stands beside the other.
#
# In FHIR's JSON a repeated primitive has two lists, `given` and `_given`, held together by their places; null keeps a place
# free. XML has one element for each. `fhir` 4.12.0 (npm) reads the elements into two lists without the nulls: the first given
# name, which has no value and an extension that says why ("masked"), is gone, and the extension now belongs to the second
# name, "Ada", which nobody masked. With the value first and the extension second the places still agree, so that one example does not show it.
#
# Needs: node 20 or newer and the npm registry.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fhir@4.12.0

cat > read.cjs <<'JS'
const { Fhir } = require("fhir");
const fhir = new Fhir();
const masked = { extension: [{ url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "masked" }] };
for (const [given, beside] of [[[null, "Ada"], [masked, null]], [["Ada", null], [null, masked]]]) {
  const xml = fhir.objToXml({ resourceType: "Patient", name: [{ given, _given: beside }] });
  const read = fhir.xmlToObj(xml).name[0];
  const say = (list) => JSON.stringify(list.map((one) => (one && one.extension ? "masked" : one)));
  console.log("written", say(given), say(beside), "read", say(read.given), say(read._given));
}
JS
node read.cjs > seen
cat > expected <<'TXT'
written [null,"Ada"] ["masked",null] read ["Ada"] ["masked"]
written ["Ada",null] [null,"masked"] read ["Ada"] [null,"masked"]
TXT
cat seen
diff expected seen && echo "As described: the reason for the withheld name stands beside the other name."
