import { useState } from "preact/hooks";
import * as m from "~/paraglide/messages";
import type { Keep } from "~/ui/use-keep";
import { KeptField } from "./kept-field";

/** As the server's: what could not be dialled is seen before it is sent. */
const SHAPE = /^\+?[0-9][0-9 ()/.-]{2,39}$/;

/** The person's own doctor: an urgent notice dials this number where the clinic has none. */
export function DoctorPhone({ kept, keep }: { kept: string; keep: Keep }) {
  const [wrong, setWrong] = useState(false);
  return (
    <KeptField
      id="doctor-phone"
      type="tel"
      label={m.settings_doctor_phone()}
      aria-describedby={wrong ? "doctor-phone-wrong" : undefined}
      kept={kept}
      onKeep={(typed) => {
        const phone = typed.trim().replace(/\s+/g, " ");
        const good = phone === "" || SHAPE.test(phone);
        setWrong(!good);
        if (good) void keep([{ kind: "setting", doctor_phone: phone || null }]);
      }}
    >
      {wrong && (
        <p id="doctor-phone-wrong" class="field-error" role="alert">
          {m.settings_doctor_phone_wrong()}
        </p>
      )}
    </KeptField>
  );
}
