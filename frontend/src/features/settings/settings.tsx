import { useState } from "preact/hooks";
import { signOut } from "~/api/me";
import { patchPatient } from "~/api/patients";
import { today as todayOf } from "~/domain/days";
import { WEIGHT_UNITS } from "~/domain/records";
import { RISK_FACTORS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { oweSignOut, readAccount } from "~/store/account";
import { riskEntries } from "~/store/profile";
import { currentSession, leaveDevice, unsentCount } from "~/sync/client";
import { useLive, useProfile, useRead } from "~/sync/hooks";
import { whyNot } from "~/ui/answers";
import { Chips } from "~/ui/chips";
import { DisplayChips } from "~/ui/display";
import { ChevronIcon } from "~/ui/icons";
import { PageHead } from "~/ui/page";
import { Sheet } from "~/ui/sheet";
import { useKeep } from "~/ui/use-keep";
import { Waiting } from "~/ui/waiting";
import { riskName } from "~/ui/words";
import { ZoneSetting } from "~/ui/zone";
import { KeptField } from "./kept-field";
import { Notifications } from "./notifications";
import { PhoneLockSetting } from "./phone-lock";
import { Phones } from "./phones";
import { Pregnancy } from "./pregnancy";
import { Tokens } from "./tokens";

export function Settings({ onLeave }: { onLeave: () => void }) {
  const profile = useProfile();
  const [leaving, setLeaving] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const read = useRead();
  const [keep, notKept] = useKeep();
  const ready = read && profile !== undefined;
  const settings = profile?.settings ?? {};
  const askLeave = async () => {
    const waiting = await unsentCount();
    if (waiting > 0) setLeaving(waiting);
    else await leave();
  };
  const toggleRisk = async (risk: string) => {
    setTrouble(null);
    if (!profile) return;
    if (!profile.risk_factors.includes(risk)) return void keep([{ kind: "risk_factor", name: risk }]);
    const said = await riskEntries(currentSession().db, risk);
    if (said.some((row) => row.author?.role === "clinician"))
      return setTrouble(m.risk_stays({ why: m.risk_of_clinic() }));
    // those of the profile itself only the server can take away: first, so that nothing is half taken away without it
    if (profile.risk_factors_held?.includes(risk)) {
      const risk_factors = profile.risk_factors_held.filter((one) => one !== risk);
      const why = whyNot(await patchPatient(profile.id, { risk_factors }));
      if (why) return setTrouble(m.risk_stays({ why }));
    }
    await keep(said.map((row) => ({ kind: "deletion", date: row.date, supersedes: row.id })));
    void currentSession().engine.nudge();
  };
  const leave = async () => {
    const answer = await signOut();
    // without a connection the phone forgets at once, and the server is told when it can be
    if (answer.kind === "offline" || answer.kind === "later") oweSignOut(readAccount()?.id ?? null);
    await leaveDevice();
    onLeave();
  };
  const time = (key: "log_reminder_at" | "quiet_from" | "quiet_to", label: string) => (
    <KeptField
      id={key}
      type="time"
      label={label}
      kept={settings[key]?.slice(0, 5) ?? ""}
      onKeep={(value) => void keep([{ kind: "setting", [key]: value || null }])}
    />
  );
  // what is not of the notebook can be done without it: another language, and leaving
  return (
    <>
      {ready ? (
        <PageHead title={m.settings_title()} back="/more" />
      ) : (
        <Waiting title={m.settings_title()} back="/more" />
      )}
      {ready && (
        <section class="section">
          <h2>{m.settings_reminders()}</h2>
          {time("log_reminder_at", m.settings_log_at())}
          <div class="settings-pair">
            {time("quiet_from", m.settings_quiet_from())}
            {time("quiet_to", m.settings_quiet_to())}
          </div>
          {profile && <ZoneSetting profile={profile} />}
          <Notifications profile={profile} keep={keep} />
          <p class="small quiet">{m.settings_lock_screen()}</p>
        </section>
      )}
      <section class="section">
        <h2>{m.settings_display()}</h2>
        {/* findings and messages come in the words of the server: they are read again */}
        <DisplayChips onTold={() => void currentSession().engine.nudge()} />
        {ready && (
          <Chips
            label={m.weight_unit()}
            options={WEIGHT_UNITS}
            name={(unit) => (unit === "kg" ? m.weight_unit_kg() : m.weight_unit_lb())}
            chosen={[settings.weight_unit ?? "kg"]}
            onToggle={(weight_unit) => void keep([{ kind: "setting", weight_unit }])}
          />
        )}
      </section>
      {ready && (
        <>
          <Phones settings={settings} keep={keep} />
          <section class="section">
            <h2>{m.settings_health()}</h2>
            <p class="small quiet">{m.settings_health_say()}</p>
            {profile?.sex !== "male" && <Pregnancy profile={profile} keep={keep} />}
            <Chips
              label={m.settings_risks()}
              options={RISK_FACTORS}
              name={riskName}
              chosen={RISK_FACTORS.filter((risk) => profile?.risk_factors.includes(risk))}
              onToggle={(risk) => void toggleRisk(risk)}
            />
            {trouble && (
              <p class="notice" role="alert">
                {trouble}
              </p>
            )}
          </section>
          <PhoneLockSetting />
          <Tokens />
          <section class="section">
            <h2>{m.settings_data()}</h2>
            <p class="small">{m.settings_export_say()}</p>
            <div class="row">
              <button type="button" class="button" onClick={() => void download()}>
                {m.settings_export()}
              </button>
            </div>
            <Storage />
            <a class="line-link" href="/more/privacy">
              <span class="grow">
                <span class="strong">{m.privacy_title()}</span>
                <br />
                <span class="small quiet">{m.privacy_short()}</span>
              </span>
              <ChevronIcon />
            </a>
          </section>
        </>
      )}
      <section class="section">
        <h2>{m.settings_account()}</h2>
        <p>{readAccount()?.email}</p>
        <div>
          <button type="button" class="button" onClick={() => void askLeave()}>
            {m.settings_sign_out()}
          </button>
        </div>
      </section>
      {notKept}
      {leaving !== null && (
        <Sheet title={m.leave_title()} onClose={() => setLeaving(null)}>
          <p>{m.leave_unsent({ count: leaving })}</p>
          <p>{m.leave_kept()}</p>
          <div class="row">
            <button type="button" class="button button-primary" onClick={() => setLeaving(null)}>
              {m.leave_stay()}
            </button>
            <button type="button" class="button button-danger" onClick={() => void leave()}>
              {m.settings_sign_out()}
            </button>
          </div>
        </Sheet>
      )}
    </>
  );
}

function Storage() {
  const [state, setState] = useState<string | null>(null);
  useLive(async () => {
    if (!navigator.storage?.persisted) return;
    const [kept, room] = await Promise.all([navigator.storage.persisted(), navigator.storage.estimate?.()]);
    const used = room?.usage ? Math.max(1, Math.round(room.usage / 1_000_000)) : null;
    setState(
      `${kept ? m.storage_kept() : m.storage_may_go()}${used ? ` ${m.storage_used({ megabytes: used })}` : ""}`,
    );
  });
  return state ? <p class="small quiet">{state}</p> : null;
}

/** Everything that is on this phone, as a file. Works without a connection. */
async function download(): Promise<void> {
  const { db } = currentSession();
  const data = {
    format: "toh-export/1",
    exported_at: new Date().toISOString(),
    records: await db.records.toArray(),
    findings: await db.findings.toArray(),
    messages: await db.messages.toArray(),
  };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }));
  link.download = `toh-tracker-${todayOf()}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
