// Opens a SMART Health Link by the specification alone, with npm's jose: node open-health-link.mjs LINK RECIPIENT [PASSCODE]
import { createRequire } from "node:module";

const { base64url, compactDecrypt } = await import(
  createRequire(new URL("../../frontend/package.json", import.meta.url)).resolve("jose")
);
const [link, recipient, passcode] = process.argv.slice(2);
const payload = JSON.parse(new TextDecoder().decode(base64url.decode(link.split("shlink:/")[1])));
const answer = await fetch(payload.url, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ recipient, ...(passcode ? { passcode } : {}) }),
});
const out = { status: answer.status, flag: payload.flag ?? "", exp: payload.exp };
if (answer.status === 401) out.remainingAttempts = (await answer.json()).remainingAttempts;
if (answer.ok) {
  out.files = [];
  for (const file of (await answer.json()).files) {
    const token = file.embedded ?? (await (await fetch(file.location)).text());
    const { plaintext, protectedHeader } = await compactDecrypt(token, base64url.decode(payload.key));
    const document = JSON.parse(new TextDecoder().decode(plaintext));
    out.files.push({ cty: protectedHeader.cty, resourceType: document.resourceType, type: document.type });
  }
}
console.log(JSON.stringify(out));
