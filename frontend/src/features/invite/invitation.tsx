/** Where the link or the picture of an invitation leads: who invites to what, sign in or sign up, agree, take up. */
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type ConsentState, fetchConsentTexts, type Look, lookAt, takeUp } from "~/api/people";
import { deviceZone } from "~/domain/days";
import * as m from "~/paraglide/messages";
import type { Account } from "~/store/account";
import { whyNot } from "~/ui/answers";
import { ConsentBoxes } from "~/ui/consents";
import { locale } from "~/ui/language";
import { roleName } from "~/ui/words";
import { PersonFields } from "./person-fields";

interface Props {
  secret: string;
  account: Account | null;
  onDone: () => Promise<void>;
  /** the sign-in form, brought by the app: features do not know each other */
  signIn: preact.ComponentChildren;
  onLeave: () => void;
}

export function InvitationPage({ secret, account, onDone, signIn, onLeave }: Props) {
  const [look, setLook] = useState<Look | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    void lookAt(secret).then((answer) => {
      if (answer.kind === "ok") setLook(answer.data);
      else setProblem(answer.kind === "refused" ? m.invite_gone() : whyNot(answer));
    });
  }, [secret, account?.id]);
  return (
    <main class="page stack">
      <p class="small quiet strong">{m.app_name()}</p>
      <h1>{m.invite_title()}</h1>
      {problem && (
        <p class="notice notice-now" role="alert">
          {problem}
        </p>
      )}
      {!look && !problem && <p class="quiet">{m.desk_loading()}</p>}
      {look && <Offer look={look} />}
      {look && look.state !== "open" && <p class="notice notice-now">{m.invite_gone()}</p>}
      {look?.state === "open" && !account && (
        <>
          <p>{m.invite_sign_in_first()}</p>
          {signIn}
        </>
      )}
      {look?.state === "open" && account && look.fits === false && (
        <div class="notice notice-now stack-tight">
          <p>{m.invite_other_address()}</p>
          <p class="small">{account.email}</p>
          <div>
            <button type="button" class="button" onClick={onLeave}>
              {m.settings_sign_out()}
            </button>
          </div>
        </div>
      )}
      {look?.state === "open" && account && look.fits !== false && (
        <Accept secret={secret} look={look} account={account} onDone={onDone} />
      )}
    </main>
  );
}

function Offer({ look }: { look: Look }) {
  const who = look.inviter ?? look.clinic ?? m.invite_somebody();
  return (
    <div class="stack-tight">
      {look.role === "patient" && <p>{m.invite_as_patient({ who })}</p>}
      {look.role === "caregiver" && (
        <>
          <p>{m.invite_as_caregiver({ who })}</p>
          <p class="small quiet">
            {look.may_log ? m.caregiver_may_log() : m.caregiver_may_look()}{" "}
            {look.may_message ? m.caregiver_may_message() : ""}
          </p>
        </>
      )}
      {look.role !== "patient" && look.role !== "caregiver" && (
        <p>{m.invite_as_staff({ who, role: roleName(look.role) })}</p>
      )}
      {look.email && <p class="small quiet">{m.invite_for_address({ email: look.email })}</p>}
      {look.leaves && <p class="notice notice-soon">{m.invite_leaves({ clinic: look.leaves })}</p>}
    </div>
  );
}

function Accept({
  secret,
  look,
  account,
  onDone,
}: {
  secret: string;
  look: Look;
  account: Account;
  onDone: () => Promise<void>;
}) {
  const patient = look.role === "patient";
  const [texts, setTexts] = useState<ConsentState[] | null>(null);
  const [given, setGiven] = useState<string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { route } = useLocation();
  useEffect(() => {
    if (!patient) return;
    void fetchConsentTexts(locale()).then((answer) => answer.kind === "ok" && setTexts(answer.data));
  }, [patient]);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const fields: Record<string, unknown> = { secret, consents: given, timezone: deviceZone() };
    if (form.get("code")) fields.code = String(form.get("code")).trim();
    if (form.get("name")) {
      fields.name = String(form.get("name")).trim();
      fields.sex = String(form.get("sex"));
      fields.birth_year = Number(form.get("birth_year")) || null;
    }
    setBusy(true);
    const answer = await takeUp(fields);
    setBusy(false);
    setProblem(whyNot(answer));
    if (answer.kind !== "ok") return;
    await onDone();
    route(patient && !account.patient ? "/welcome" : "/", true);
  };
  const needs = patient && !(given.includes("data_use") && given.includes("clinic_sharing"));
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <p class="small quiet">{m.invite_signed_in_as({ email: account.email })}</p>
      {look.needs_code && (
        <div class="field">
          <label for="invite-code">{m.invite_code()}</label>
          <input id="invite-code" name="code" inputMode="numeric" autocomplete="off" maxLength={9} required />
          <p class="small quiet">{m.invite_code_say()}</p>
        </div>
      )}
      {patient && !look.has_record && !account.patient && <PersonFields name={account.name} />}
      {patient && (
        <>
          <h2>{m.consent_title()}</h2>
          {texts ? (
            <ConsentBoxes texts={texts} given={given} onChange={setGiven} />
          ) : (
            <p class="quiet">{m.desk_loading()}</p>
          )}
        </>
      )}
      {problem && (
        <p class="notice notice-now" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" class="button button-primary button-wide" disabled={busy || needs}>
        {m.invite_accept()}
      </button>
      {needs && <p class="small quiet">{m.consent_needed()}</p>}
    </form>
  );
}
