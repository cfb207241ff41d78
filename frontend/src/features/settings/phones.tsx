import { useEffect, useState } from "preact/hooks";
import { deviceZone } from "~/domain/days";
import { emergencyNumber } from "~/domain/emergency";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import type { Keep } from "~/ui/use-keep";
import { KeptField } from "./kept-field";

/** As the server's: what could not be dialled is seen before it is sent. */
const SHAPE = /^\+?[0-9][0-9 ()/.-]{2,39}$/;

/** The person's own numbers: they stand wherever the app says that somebody should be called. */
export function Phones({ settings, keep }: { settings: Partial<Profile["settings"]>; keep: Keep }) {
  // from "note your numbers" on another page
  useEffect(() => {
    if (location.hash === "#phones") document.getElementById("phones")?.scrollIntoView?.();
  }, []);
  return (
    <section class="section" id="phones">
      <h2>{m.settings_phones()}</h2>
      <p class="small quiet">{m.settings_phones_say()}</p>
      <Phone name="doctor_phone" label={m.settings_doctor_phone()} settings={settings} keep={keep} />
      <Phone name="physio_phone" label={m.settings_physio_phone()} settings={settings} keep={keep} />
      <Phone name="emergency_phone" label={m.settings_emergency_phone()} settings={settings} keep={keep} />
      <p class="small quiet">{m.settings_emergency_say({ number: emergencyNumber(deviceZone()) })}</p>
    </section>
  );
}

function Phone({
  name,
  label,
  settings,
  keep,
}: {
  name: "doctor_phone" | "physio_phone" | "emergency_phone";
  label: string;
  settings: Partial<Profile["settings"]>;
  keep: Keep;
}) {
  const [wrong, setWrong] = useState(false);
  const id = name.replace("_", "-");
  return (
    <KeptField
      id={id}
      type="tel"
      label={label}
      aria-describedby={wrong ? `${id}-wrong` : undefined}
      kept={settings[name] ?? ""}
      onKeep={(typed) => {
        const phone = typed.trim().replace(/\s+/g, " ");
        const good = phone === "" || SHAPE.test(phone);
        setWrong(!good);
        if (good) void keep([{ kind: "setting", [name]: phone || null }]);
      }}
    >
      {wrong && (
        <p id={`${id}-wrong`} class="field-error" role="alert">
          {m.settings_doctor_phone_wrong()}
        </p>
      )}
    </KeptField>
  );
}
