// A hospital's identity provider on loopback: `oidc-provider`, with a form that asks only who one is.
// usage: node oidc-provider.mjs FOLDER-OF-NODE-MODULES PORT REDIRECT-URI. Who there is comes with `PUT /people/NAME` and their claims
// as JSON; `amr` and `acr` among them say how they show who they are. Prints its issuer when it listens.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [, , packages, port, redirect] = process.argv;
const found = createRequire(`${packages}/package.json`).resolve("oidc-provider");
const { Provider } = await import(pathToFileURL(found).href);
const people = new Map();

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "toh",
      client_secret: "a secret of the hospital and this software",
      redirect_uris: [redirect],
      token_endpoint_auth_method: "client_secret_post",
    },
  ],
  pkce: { required: () => true },
  claims: {
    openid: ["sub", "groups", "acr", "amr"],
    email: ["email", "email_verified"],
    profile: ["name"],
  },
  acrValues: ["urn:hospital:two-factors"],
  features: { devInteractions: { enabled: false }, userinfo: { enabled: true } },
  interactions: { url: (_, interaction) => `/who/${interaction.uid}` },
  cookies: { keys: ["of a test"] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people.get(id) }) }),
});

const bodyOf = async (stream) => {
  let text = "";
  for await (const part of stream) text += part;
  return text;
};

provider.use(async (context, next) => {
  const { path, method } = context;
  if (method === "PUT" && path.startsWith("/people/")) {
    people.set(path.slice("/people/".length), JSON.parse(await bodyOf(context.req)));
    context.status = 204;
    return;
  }
  if (!path.startsWith("/who/")) return next();
  if (method === "GET") {
    context.type = "html";
    context.body =
      '<form method="post"><label>Who are you? <input name="who" autofocus></label><button>Go on</button></form>';
    return;
  }
  const details = await provider.interactionDetails(context.req, context.res);
  const who = new URLSearchParams(await bodyOf(context.req)).get("who");
  const grant = new provider.Grant({ accountId: who, clientId: details.params.client_id });
  grant.addOIDCScope("openid email profile");
  const { amr, acr } = people.get(who) ?? {};
  const result = { login: { accountId: who, amr, acr, remember: false }, consent: { grantId: await grant.save() } };
  context.respond = false;
  await provider.interactionFinished(context.req, context.res, result, { mergeWithLastSubmission: false });
});

provider.listen(Number(port), "127.0.0.1", () => console.log(provider.issuer));
