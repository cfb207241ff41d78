import { deviceZone } from "~/domain/days";
import { emergencyNumber } from "~/domain/emergency";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { PhoneIcon } from "./icons";
import { dial } from "./whom-to-call";

interface Line {
  label: string;
  phone: string;
  /** the number is part of the words */
  said?: boolean;
}

/** Everybody who can be called, the clinic before the person's own doctor; with `emergency` the emergency number last. */
function linesOf(profile: Profile | null, emergency: boolean): Line[] {
  const { clinic, settings } = profile ?? {};
  const lines: Line[] = [];
  if (clinic?.phone) lines.push({ label: m.call_whom({ name: clinic.name }), phone: clinic.phone });
  if (settings?.doctor_phone) lines.push({ label: m.call_own_doctor(), phone: settings.doctor_phone });
  if (settings?.physio_phone) lines.push({ label: m.call_physio(), phone: settings.physio_phone });
  if (emergency) {
    const phone = settings?.emergency_phone ?? emergencyNumber(deviceZone());
    lines.push({ label: m.call_emergency({ number: phone }), phone, said: true });
  }
  return lines;
}

/** Numbers to be dialled with one touch; they lie on the phone, so that they are there without a connection. */
export function CallList({ profile, emergency = false }: { profile: Profile | null; emergency?: boolean }) {
  const known = Boolean(profile?.clinic?.phone || profile?.settings.doctor_phone);
  return (
    <ul class="lines">
      {linesOf(profile, emergency).map(({ label, phone, said }) => (
        <li key={label}>
          <a class="line-link" href={dial(phone)}>
            <PhoneIcon />
            <span class="grow">
              {label}
              {!said && (
                <>
                  <br />
                  <bdi dir="ltr" class="small quiet">
                    {phone}
                  </bdi>
                </>
              )}
            </span>
          </a>
        </li>
      ))}
      {!known && profile && (
        <li>
          <a class="line-link" href="/more/settings#phones">
            <span class="grow">
              {m.call_nobody()}
              <br />
              <span class="small">{m.call_note_numbers()}</span>
            </span>
          </a>
        </li>
      )}
    </ul>
  );
}
