#!/usr/bin/env bash
# A FHIR library reads decimals from XML as text, and its own validator then refuses what it read.
#
# In FHIR's JSON a decimal is a number. `fhir` 4.12.0 (npm) turns the XML <value value="-1.8"/> into {"value": "-1.8"}, integers
# and booleans into numbers and booleans. The sum of two such scores is a text, a comparison with a limit works by
# chance, and validate() of the same library says "Number type expected but string received". JSON given to it keeps its
# numbers, so only a round trip over XML shows it.
#
# Needs: node 20 or newer and the npm registry.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fhir@4.12.0

cat > read.cjs <<'JS'
const { Fhir } = require("fhir");
const fhir = new Fhir();
const score = { resourceType: "Observation", status: "final", code: { text: "T-score" }, valueQuantity: { value: -1.8 } };
const whole = { resourceType: "Observation", status: "final", code: { text: "days" }, valueInteger: 0 };
for (const given of [score, whole]) {
  const read = fhir.xmlToObj(fhir.objToXml(given));
  const value = read.valueQuantity ? read.valueQuantity.value : read.valueInteger;
  const checked = fhir.validate(read);
  const said = checked.messages.filter((one) => one.severity === "error").map((one) => one.message);
  console.log(JSON.stringify(value), typeof value, "valid:", checked.valid, ...said);
}
JS
node read.cjs > seen
cat > expected <<'TXT'
"-1.8" string valid: false Number type expected but string received for value "-1.8"
0 number valid: true
TXT
cat seen
diff expected seen && echo "As described: fhir 4.12.0 reads a decimal of XML as text and refuses it afterwards."
