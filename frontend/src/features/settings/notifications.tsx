import { useEffect, useState } from "preact/hooks";
import { closeCalendar, fetchCalendar, openCalendar } from "~/api/push";
import { type Profile, WAYS } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { currentSession } from "~/sync/client";
import { whyNot } from "~/ui/answers";
import { Check, Chips } from "~/ui/chips";
import { ThisBrowser } from "~/ui/this-browser";
import type { Keep } from "~/ui/use-keep";
import { KeptField } from "./kept-field";

/** How this person may be reached outside the app: mail, this browser, a calendar. Nothing of it carries clinical words. */
export function Notifications({ profile, keep }: { profile: Profile | null; keep: Keep }) {
  const settings = profile?.settings ?? {};
  const refused = (kind: string) => profile?.refused?.includes(kind) === true;
  return (
    <div class="stack">
      {refused("email_reminders") ? (
        <NotAgreed say={m.settings_email_refused()} />
      ) : (
        <Check
          label={m.settings_email()}
          checked={settings.email !== false}
          onChange={(email) => void keep([{ kind: "setting", email }])}
        />
      )}
      {refused("push_reminders") ? <NotAgreed say={m.settings_push_refused()} /> : <ThisBrowser />}
      {(settings.quiet_from || settings.quiet_to) && (
        <Check
          label={m.settings_now_passes_quiet()}
          checked={settings.now_may_pass_quiet === true}
          onChange={(now_may_pass_quiet) => void keep([{ kind: "setting", now_may_pass_quiet }])}
        />
      )}
      <Check
        label={m.settings_monthly()}
        checked={settings.monthly_summary === true}
        onChange={(monthly_summary) => void keep([{ kind: "setting", monthly_summary }])}
      />
      <Ways settings={settings} mail={!refused("email_reminders")} keep={keep} />
      {profile && <Calendar patient={profile.id} />}
    </div>
  );
}

/** A switch would promise what a refused consent forbids: it is given where its words stand. */
function NotAgreed({ say }: { say: string }) {
  return (
    <p>
      {say} <a href="/more/consents">{m.consent_title()}</a>
    </p>
  );
}

/** In which order the ways outside are tried, and the number for text messages where the server sends any. */
function Ways({
  settings,
  mail,
  keep,
}: {
  settings: Partial<Profile["settings"]>;
  mail: boolean;
  keep: Keep;
}) {
  const [wrong, setWrong] = useState(false);
  const { texts } = currentSession().account;
  const ways = WAYS.filter(
    (way) =>
      (way !== "email" || (mail && settings.email !== false)) &&
      (way !== "sms" || (texts && settings.mobile)),
  );
  const first = settings.ways?.find((way) => ways.includes(way)) ?? ways[0];
  const keepNumber = (typed: string) => {
    const mobile = typed.replace(/[\s()/-]/g, "") || null;
    const good = mobile === null || /^\+[1-9]\d{6,14}$/.test(mobile);
    setWrong(!good);
    if (good) void keep([{ kind: "setting", mobile }]);
  };
  return (
    <>
      {texts && (
        <KeptField
          id="mobile"
          type="tel"
          label={m.settings_mobile()}
          autocomplete="tel"
          aria-describedby={wrong ? "mobile-wrong" : undefined}
          kept={settings.mobile ?? ""}
          onKeep={keepNumber}
        >
          {wrong && (
            <p id="mobile-wrong" class="field-error" role="alert">
              {m.settings_mobile_wrong()}
            </p>
          )}
        </KeptField>
      )}
      {ways.length > 1 && (
        <Chips
          label={m.ways_first()}
          options={ways}
          name={(way) => ({ push: m.way_push(), email: m.way_email(), sms: m.way_sms() })[way]}
          chosen={first ? [first] : []}
          onToggle={(way) =>
            void keep([{ kind: "setting", ways: [way, ...WAYS.filter((one) => one !== way)] }])
          }
        />
      )}
    </>
  );
}

function Calendar({ patient }: { patient: string }) {
  const [address, setAddress] = useState<string | null>(null);
  const [say, setSay] = useState<string | null>(null);
  // what the server does not tell (no connection) is not offered: closing would need it, too
  const [closable, setClosable] = useState(false);
  useEffect(() => {
    void fetchCalendar(patient).then((answer) => {
      if (answer.kind === "ok") setClosable(answer.data.open);
    });
  }, [patient]);
  const open = async () => {
    const answer = await openCalendar(patient);
    setSay(whyNot(answer));
    if (answer.kind !== "ok") return;
    setAddress(answer.data.url);
    setClosable(true);
  };
  const close = async () => {
    const answer = await closeCalendar(patient);
    setSay(whyNot(answer) ?? m.calendar_closed());
    if (answer.kind !== "ok") return;
    setAddress(null);
    setClosable(false);
  };
  return (
    <div class="stack-tight">
      {address && (
        <div class="notice">
          <p class="small">{m.calendar_once()}</p>
          <p class="strong breakable">{address}</p>
        </div>
      )}
      <div class="row">
        {!address && (
          <button type="button" class="button" onClick={() => void open()}>
            {m.calendar_open()}
          </button>
        )}
        {closable && (
          <button type="button" class="button button-plain" onClick={() => void close()}>
            {m.calendar_close()}
          </button>
        )}
      </div>
      {say && (
        <p class="small" role="status">
          {say}
        </p>
      )}
      <p class="small quiet">{m.calendar_say()}</p>
    </div>
  );
}
