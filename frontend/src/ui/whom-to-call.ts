import { deviceZone } from "~/domain/days";
import { emergencyNumber } from "~/domain/emergency";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";

export interface Callee {
  whom: "clinic" | "own_doctor" | "emergency";
  phone: string;
  label: string;
}

/** The clinic, else the person's own doctor, else the emergency number: somebody can always be called. */
export function whomToCall(profile: Profile | null): Callee {
  const clinic = profile?.clinic;
  if (clinic?.phone)
    return { whom: "clinic", phone: clinic.phone, label: m.call_whom({ name: clinic.name }) };
  const doctor = profile?.settings.doctor_phone;
  if (doctor) return { whom: "own_doctor", phone: doctor, label: m.call_own_doctor() };
  const phone = profile?.settings.emergency_phone ?? emergencyNumber(deviceZone());
  return { whom: "emergency", phone, label: m.call_emergency({ number: phone }) };
}

export const dial = (phone: string) => `tel:${phone.replace(/[^+\d]/g, "")}`;
