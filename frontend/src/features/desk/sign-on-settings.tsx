/** How a clinic's staff sign in: its own identity provider, which groups have which roles, and whether there is another way. */
import { useState } from "preact/hooks";
import type { Answer } from "~/api/http";
import {
  type ClinicRole,
  fetchSignOn,
  removeSignOn,
  type SignOnSettings as Settings,
  setSignOn,
} from "~/api/sign-on";
import * as m from "~/paraglide/messages";
import { Check } from "~/ui/chips";
import { useConfirm } from "~/ui/confirm";
import { ChevronIcon } from "~/ui/icons";
import { roleName } from "~/ui/words";
import { whyNot } from "./answers";

const ROLES: ClinicRole[] = ["physiotherapist", "doctor", "administrator"];
type Group = { name: string; role: ClinicRole };
type Said = { text: string; wrong: boolean; field?: string };

export function SignOnSettings({ clinic }: { clinic: string }) {
  const [kept, setKept] = useState<Settings | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const load = async () => {
    const answer = await fetchSignOn(clinic);
    if (answer.kind === "ok") setKept(answer.data);
    else setSaid({ text: whyNot(answer), wrong: true });
  };
  return (
    <details
      class="fold section"
      onToggle={(event) => (event.target as HTMLDetailsElement).open && !kept && void load()}
    >
      <summary>
        <h3>{m.sign_on_set_title()}</h3>
        <span class="turn">
          <ChevronIcon />
        </span>
      </summary>
      <div class="stack">
        <p class="small quiet">{m.sign_on_set_say()}</p>
        {kept && (
          <Form
            key={`${kept.issuer} ${kept.only_way}`}
            clinic={clinic}
            kept={kept}
            onKept={(next) => {
              setKept(next);
              setSaid({ text: m.sign_on_saved(), wrong: false });
            }}
            onRemoved={() => {
              setSaid({ text: m.sign_on_removed(), wrong: false });
              void load();
            }}
          />
        )}
        {said && (
          <p class={said.wrong ? "field-error" : "small"} role={said.wrong ? "alert" : "status"}>
            {said.text}
          </p>
        )}
      </div>
    </details>
  );
}

interface FormProps {
  clinic: string;
  kept: Settings;
  onKept: (next: Settings) => void;
  onRemoved: () => void;
}

function Form({ clinic, kept, onKept, onRemoved }: FormProps) {
  const [issuer, setIssuer] = useState(kept.issuer);
  const [client, setClient] = useState(kept.client_id);
  const [secret, setSecret] = useState("");
  const [claim, setClaim] = useState(kept.groups_claim);
  const [factor, setFactor] = useState(kept.second_factor.join(" "));
  const [only, setOnly] = useState(kept.only_way);
  const [groups, setGroups] = useState<Group[]>(() =>
    Object.entries(kept.roles).map(([name, role]) => ({ name, role })),
  );
  const [wrong, setWrong] = useState<{ field: string; text: string } | null>(null);
  const { confirm, sheet } = useConfirm();
  const [busy, setBusy] = useState(false);

  const tell = (answer: Exclude<Answer<unknown>, { kind: "ok" }>, again: () => Promise<void>) => {
    if (answer.kind === "refused" && answer.problem.type === "fresh-sign-in-needed") return confirm(again);
    const first = answer.kind === "refused" ? answer.problem.errors[0] : undefined;
    const field = first?.field ?? "";
    const known: Record<string, () => string> = {
      issuer: m.sign_on_issuer_wrong,
      client_secret: m.sign_on_secret_missing,
      only_way: m.sign_on_untried,
    };
    setWrong({ field, text: known[field]?.() ?? whyNot(answer) });
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    setWrong(null);
    const filled = groups.filter((one) => one.name.trim());
    const answer = await setSignOn(clinic, {
      issuer: issuer.trim(),
      client_id: client.trim(),
      client_secret: secret,
      groups_claim: claim.trim(),
      roles: Object.fromEntries(filled.map((one) => [one.name.trim(), one.role])),
      second_factor: factor.split(/\s+/).filter(Boolean),
      only_way: only,
    });
    setBusy(false);
    if (answer.kind !== "ok") return tell(answer, save);
    setSecret("");
    onKept(answer.data);
  };
  const remove = async (): Promise<void> => {
    const answer = await removeSignOn(clinic);
    if (answer.kind !== "ok") return tell(answer, remove);
    onRemoved();
  };
  const error = (field: string) =>
    wrong?.field === field && (
      <p class="field-error" role="alert">
        {wrong.text}
      </p>
    );
  const change = (index: number, part: Partial<Group>) =>
    setGroups(groups.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const id = (name: string) => `sign-on-${name}-${clinic}`;
  const text = (event: Event) => (event.target as HTMLInputElement).value;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div class="field">
        <label for={id("issuer")}>{m.sign_on_issuer()}</label>
        <input
          id={id("issuer")}
          type="url"
          required
          autocomplete="off"
          value={issuer}
          aria-invalid={wrong?.field === "issuer"}
          onInput={(event) => setIssuer(text(event))}
        />
        {error("issuer")}
      </div>
      <div class="field">
        <label for={id("client")}>{m.sign_on_client()}</label>
        <input
          id={id("client")}
          required
          autocomplete="off"
          maxLength={200}
          value={client}
          onInput={(event) => setClient(text(event))}
        />
      </div>
      <div class="field">
        <label for={id("secret")}>{m.sign_on_secret()}</label>
        <input
          id={id("secret")}
          type="password"
          autocomplete="off"
          maxLength={500}
          required={!kept.has_secret}
          value={secret}
          aria-invalid={wrong?.field === "client_secret"}
          onInput={(event) => setSecret(text(event))}
        />
        {kept.has_secret && <p class="small quiet">{m.sign_on_secret_kept()}</p>}
        {error("client_secret")}
      </div>
      <div>
        <p class="small quiet">{m.sign_on_callback()}</p>
        <p class="breakable">{kept.callback_url}</p>
        <p class="small quiet">
          {kept.domains.length > 0
            ? m.sign_on_domains({ domains: kept.domains.join(", ") })
            : m.sign_on_domains_none()}
        </p>
      </div>
      <fieldset class="stack-tight">
        <legend class="strong">{m.sign_on_groups()}</legend>
        <p class="small quiet">{m.sign_on_groups_say()}</p>
        {groups.map((one, index) => (
          <div key={index} class="row row-field">
            <div class="field">
              <label for={id(`group-${index}`)}>{m.sign_on_group()}</label>
              <input
                id={id(`group-${index}`)}
                autocomplete="off"
                maxLength={200}
                value={one.name}
                onInput={(event) => change(index, { name: text(event) })}
              />
            </div>
            <div class="field">
              <label for={id(`role-${index}`)}>{m.staff_role()}</label>
              <select
                id={id(`role-${index}`)}
                value={one.role}
                onChange={(event) => change(index, { role: text(event) as ClinicRole })}
              >
                {ROLES.map((role) => (
                  <option key={role} value={role}>
                    {roleName(role)}
                  </option>
                ))}
              </select>
            </div>
            <button
              type="button"
              class="button button-plain"
              onClick={() => setGroups(groups.filter((_, at) => at !== index))}
            >
              {m.sign_on_remove_group()}
            </button>
          </div>
        ))}
        <div>
          <button
            type="button"
            class="button"
            onClick={() => setGroups([...groups, { name: "", role: "physiotherapist" }])}
          >
            {m.sign_on_add_group()}
          </button>
        </div>
        {error("roles")}
      </fieldset>
      {groups.length > 0 && (
        <div class="field">
          <label for={id("claim")}>{m.sign_on_groups_claim()}</label>
          <input
            id={id("claim")}
            autocomplete="off"
            maxLength={100}
            value={claim}
            onInput={(event) => setClaim(text(event))}
          />
        </div>
      )}
      <div class="field">
        <label for={id("factor")}>{m.sign_on_factor()}</label>
        <input
          id={id("factor")}
          autocomplete="off"
          value={factor}
          onInput={(event) => setFactor(text(event))}
        />
        <p class="small quiet">{m.sign_on_factor_say()}</p>
        {error("second_factor")}
      </div>
      <div>
        <Check label={m.sign_on_only()} checked={only} onChange={setOnly} />
        <p class="small quiet">{m.sign_on_only_say()}</p>
        {error("only_way")}
      </div>
      {wrong && !["issuer", "client_secret", "only_way", "roles", "second_factor"].includes(wrong.field) && (
        <p class="field-error" role="alert">
          {wrong.text}
        </p>
      )}
      <div class="row">
        <button type="submit" class="button button-primary" disabled={busy}>
          {m.save()}
        </button>
        {kept.has_secret && (
          <button type="button" class="button button-danger" onClick={() => void remove()}>
            {m.sign_on_remove()}
          </button>
        )}
      </div>
      {sheet}
    </form>
  );
}
