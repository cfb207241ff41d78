import { useState } from "preact/hooks";
import { patchPatient } from "~/api/patients";
import { deviceZone, sameClock } from "~/domain/days";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { readMeta, writeMeta } from "~/store/db";
import { currentSession } from "~/sync/client";
import { useLive } from "~/sync/hooks";
import { whyNot } from "./answers";

const KEPT = "zone_kept";

/** A zone's place as people say it: "Asia/Tokyo" is Tokyo. */
export const placeOf = (zone: string) => zone.split("/").at(-1)!.replaceAll("_", " ");

/** Asks once, on a phone whose clock is elsewhere, by whose clock reminders come. Entries follow the phone anyhow. */
export function ZoneNotice({ profile }: { profile: Profile }) {
  const here = deviceZone();
  const kept = useLive(async (db) => (await readMeta<string>(db, KEPT)) ?? "", []);
  if (kept === undefined || kept === here || sameClock(here, profile.timezone)) return null;
  return (
    <div class="notice">
      <p>{m.zone_elsewhere({ here: placeOf(here), home: placeOf(profile.timezone) })}</p>
      <div class="row">
        <ChangeZone profile={profile} label={m.zone_here({ place: placeOf(here) })} />
        <button
          type="button"
          class="button button-plain"
          onClick={() => void writeMeta(currentSession().db, KEPT, here)}
        >
          {m.zone_keep({ place: placeOf(profile.timezone) })}
        </button>
      </div>
    </div>
  );
}

/** In the settings: by which clock reminders come, and this phone's instead where that is another. */
export function ZoneSetting({ profile }: { profile: Profile }) {
  const here = deviceZone();
  return (
    <div class="stack-tight">
      <p>
        {m.zone_setting()} <span class="strong">{placeOf(profile.timezone)}</span>
      </p>
      {here !== profile.timezone && (
        <ChangeZone profile={profile} label={m.zone_here({ place: placeOf(here) })} />
      )}
    </div>
  );
}

function ChangeZone({ profile, label }: { profile: Profile; label: string }) {
  const [why, setWhy] = useState<string | null>(null);
  const change = async () => {
    const answer = await patchPatient(profile.id, { timezone: deviceZone() });
    setWhy(whyNot(answer));
    if (answer.kind === "ok") await currentSession().engine.nudge();
  };
  return (
    <div>
      <button type="button" class="button" onClick={() => void change()}>
        {label}
      </button>
      {why && (
        <p class="small" role="alert">
          {why}
        </p>
      )}
    </div>
  );
}
