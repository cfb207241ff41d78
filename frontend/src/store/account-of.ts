import type { Me } from "~/domain/records";
import type { Account } from "./account";

/** `before` is what the device knew: whose record was open stays open while the person may still see it. */
export function accountOf(me: Me, before: Account | null = null): Account {
  const caring = me.caring_for ?? [];
  const kept = before?.id === String(me.id) ? before.subject?.id : undefined;
  const subject = caring.find((one) => one.id === kept) ?? null;
  return {
    id: String(me.id),
    name: me.name,
    email: me.email,
    patient: me.patient !== null,
    staff: me.memberships.length > 0,
    clinic: me.memberships.map((one) => one.clinic.name).join(", ") || null,
    jobs: me.memberships.map((one) => ({ clinic: one.clinic.id, name: one.clinic.name, role: one.role })),
    caring,
    // who has no record of their own and helps one person, begins there
    subject: subject ?? (me.patient === null ? (caring[0] ?? null) : null),
    needsSecondFactor: me.second_factor?.needed ?? false,
    demo: me.demo ?? false,
    lockMinutes: me.lock_minutes ?? 0,
    texts: me.texts ?? false,
    erasureDueAt: me.erasure_due_at ?? null,
    signedIn: true,
  };
}
