import { useState } from "preact/hooks";
import { createToken, fetchTokens, revokeToken, type Token } from "~/api/auth";
import { signOut } from "~/api/me";
import { patchPatient } from "~/api/patients";
import { today as todayOf } from "~/domain/days";
import type { Profile } from "~/domain/records";
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
import { Unreached } from "~/ui/unreached";
import { type Keep, useKeep } from "~/ui/use-keep";
import { Waiting } from "~/ui/waiting";
import { riskName, sayDay } from "~/ui/words";
import { ZoneSetting } from "~/ui/zone";
import { KeptField } from "./kept-field";
import { Notifications } from "./notifications";

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
    if (answer.kind === "offline" || answer.kind === "later") oweSignOut(true);
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
      </section>
      {ready && (
        <>
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

const NEWS = {
  delivered: { say: m.pregnancy_delivered, entry: () => ({ kind: "delivery", date: todayOf() }) },
  ended: { say: m.pregnancy_ended, entry: () => ({ kind: "pregnancy", ended: true }) },
};

function Pregnancy({ profile, keep }: { profile: Profile | null; keep: Keep }) {
  const [week, setWeek] = useState("");
  const [wrong, setWrong] = useState(false);
  // one tap of an unsteady hand would change what is looked out for, and cannot be taken back here
  const [asking, setAsking] = useState<keyof typeof NEWS | null>(null);
  const status = profile?.pregnancy.status ?? "unknown";
  const say =
    {
      pregnant:
        profile?.pregnancy.gestation_weeks == null
          ? m.pregnancy_no_week()
          : m.pregnancy_pregnant({ weeks: Math.floor(profile.pregnancy.gestation_weeks) }),
      postpartum: m.pregnancy_postpartum({
        day: profile?.pregnancy.delivered_on ? sayDay(profile.pregnancy.delivered_on) : "–",
      }),
      none: m.pregnancy_none(),
      unknown: m.pregnancy_unknown(),
    }[status] ?? m.pregnancy_unknown();
  return (
    <div class="stack">
      <p>
        <span class="strong">{m.pregnancy_title()}</span> {say}
      </p>
      <form
        class="row row-field"
        onSubmit={(event) => {
          event.preventDefault();
          const weeks = Number(week.replace(",", "."));
          const good = weeks > 0 && weeks <= 45;
          setWrong(!good);
          if (!good) return;
          void keep([{ kind: "pregnancy", gestation_week: weeks }]).then((kept) => kept && setWeek(""));
        }}
      >
        <div class="field">
          <label for="gestation">{m.pregnancy_week()}</label>
          <input
            id="gestation"
            inputMode="decimal"
            value={week}
            aria-invalid={wrong}
            aria-describedby={wrong ? "gestation-wrong" : undefined}
            onInput={(event) => setWeek((event.target as HTMLInputElement).value)}
          />
          {wrong && (
            <p class="field-error" id="gestation-wrong" role="alert">
              {m.result_range({ low: "1", high: "45" })}
            </p>
          )}
        </div>
        <button type="submit" class="button">
          {m.save()}
        </button>
      </form>
      <div class="chips">
        {(["delivered", "ended"] as const).map((one) => (
          <button key={one} type="button" class="chip" onClick={() => setAsking(one)}>
            {NEWS[one].say()}
          </button>
        ))}
        {(["yes", "no"] as const).map((answer) => (
          <button
            key={answer}
            type="button"
            class="chip"
            aria-pressed={profile?.pregnancy.breastfeeding === answer}
            onClick={() => void keep([{ kind: "breastfeeding", status: answer }])}
          >
            {answer === "yes" ? m.breastfeeding_yes() : m.breastfeeding_no()}
          </button>
        ))}
      </div>
      {asking && (
        <Sheet title={NEWS[asking].say()} onClose={() => setAsking(null)}>
          <p>{m.pregnancy_ask()}</p>
          <div class="row">
            <button
              type="button"
              class="button button-primary"
              onClick={() =>
                void keep([NEWS[asking].entry()]).then((kept) => {
                  if (kept) setAsking(null);
                })
              }
            >
              {m.save()}
            </button>
            <button type="button" class="button" onClick={() => setAsking(null)}>
              {m.cancel()}
            </button>
          </div>
        </Sheet>
      )}
    </div>
  );
}

function Tokens() {
  const [tokens, setTokens] = useState<Token[] | null>(null);
  const [fresh, setFresh] = useState<string | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [name, setName] = useState("");
  const load = async () => {
    const answer = await fetchTokens();
    setWhy(whyNot(answer));
    if (answer.kind === "ok") setTokens(Array.isArray(answer.data) ? answer.data : answer.data.results);
  };
  return (
    <details
      class="fold section"
      onToggle={(event) => (event.target as HTMLDetailsElement).open && void load()}
    >
      <summary>
        <h2>{m.tokens_title()}</h2>
        <span class="turn">
          <ChevronIcon />
        </span>
      </summary>
      <div class="stack">
        <p class="small quiet">{m.tokens_say()}</p>
        {why && <Unreached why={why} onAgain={load} />}
        {fresh && (
          <div class="notice notice-saved">
            <p>{m.tokens_once()}</p>
            <p class="strong breakable">{fresh}</p>
          </div>
        )}
        <ul class="lines">
          {(tokens ?? []).map((token) => (
            <li key={token.id} class="entry-line">
              <div class="grow">
                <p>{token.name}</p>
                <p class="small quiet">{token.scope === "write" ? m.tokens_write() : m.tokens_read()}</p>
              </div>
              <button
                type="button"
                class="button button-danger"
                onClick={async () => {
                  const answer = await revokeToken(token.id);
                  if (answer.kind === "ok") await load();
                  else setWhy(whyNot(answer));
                }}
              >
                {m.tokens_revoke()}
              </button>
            </li>
          ))}
        </ul>
        <form
          class="row"
          onSubmit={async (event) => {
            event.preventDefault();
            const answer = await createToken(name, "read");
            if (answer.kind === "ok") {
              setFresh(answer.data.token ?? null);
              setName("");
              await load();
            } else setWhy(whyNot(answer));
          }}
        >
          <div class="field">
            <label for="token-name">{m.tokens_name()}</label>
            <input
              id="token-name"
              required
              maxLength={80}
              value={name}
              onInput={(event) => setName((event.target as HTMLInputElement).value)}
            />
          </div>
          <button type="submit" class="button">
            {m.tokens_create()}
          </button>
        </form>
      </div>
    </details>
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
