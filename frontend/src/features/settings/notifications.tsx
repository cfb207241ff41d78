import { useState } from "preact/hooks";
import { closeCalendar, openCalendar } from "~/api/push";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { save } from "~/sync/client";
import { Check } from "~/ui/chips";
import { ThisBrowser } from "~/ui/this-browser";

/** How this person may be reached outside the app: mail, this browser, a calendar. Nothing of it carries clinical words. */
export function Notifications({ profile }: { profile: Profile | null }) {
  const settings = profile?.settings ?? {};
  return (
    <div class="stack">
      <Check
        label={m.settings_email()}
        checked={settings.email !== false}
        onChange={(email) => void save([{ kind: "setting", email }])}
      />
      <ThisBrowser />
      {(settings.quiet_from || settings.quiet_to) && (
        <Check
          label={m.settings_now_passes_quiet()}
          checked={settings.now_may_pass_quiet === true}
          onChange={(now_may_pass_quiet) => void save([{ kind: "setting", now_may_pass_quiet }])}
        />
      )}
      {profile && <Calendar patient={profile.id} />}
    </div>
  );
}

function Calendar({ patient }: { patient: string }) {
  const [address, setAddress] = useState<string | null>(null);
  const [say, setSay] = useState<string | null>(null);
  const open = async () => {
    const answer = await openCalendar(patient);
    setSay(answer.kind === "ok" ? null : m.push_failed());
    if (answer.kind === "ok") setAddress(answer.data.url);
  };
  const close = async () => {
    const answer = await closeCalendar(patient);
    setSay(answer.kind === "ok" ? m.calendar_closed() : m.push_failed());
    if (answer.kind === "ok") setAddress(null);
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
        <button type="button" class="button button-plain" onClick={() => void close()}>
          {m.calendar_close()}
        </button>
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
