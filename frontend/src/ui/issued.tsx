import "./people.css";
import { useState } from "preact/hooks";
import { type Invitation, type Issued, revokeInvitation } from "~/api/people";
import * as m from "~/paraglide/messages";
import { whyNot } from "./answers";
import { roleName, sayDayOf } from "./words";

/** A new invitation, shown this once: picture, link, and the code that goes another way than the link. */
export function IssuedCard({ issued }: { issued: Issued }) {
  const [copied, setCopied] = useState(false);
  return (
    <div class="stack" role="status">
      <p>{issued.code ? m.invite_show_code() : m.invite_show_address({ email: issued.email })}</p>
      {issued.mailed === true && <p class="notice notice-saved">{m.invite_mailed()}</p>}
      {issued.mailed === false && <p class="notice notice-now">{m.invite_not_mailed()}</p>}
      <img
        class="qr"
        alt={m.invite_qr()}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(issued.qr)}`}
      />
      {issued.code && (
        <p class="invite-code">
          {issued.code.slice(0, 3)} {issued.code.slice(3)}
        </p>
      )}
      <div class="field">
        <label for="invite-link">{m.invite_link()}</label>
        <input id="invite-link" readOnly value={issued.link} />
      </div>
      <div>
        <button
          type="button"
          class="button"
          onClick={() => void navigator.clipboard?.writeText(issued.link).then(() => setCopied(true))}
        >
          {copied ? m.invite_copied() : m.invite_copy()}
        </button>
      </div>
      <p class="small quiet">{m.invite_until({ day: sayDayOf(issued.expires_at) })}</p>
    </div>
  );
}

/** Invitations that still wait, and how to end one. */
export function WaitingInvitations({
  rows,
  onChanged,
}: {
  rows: readonly Invitation[];
  /** null, or why it could not be ended */
  onChanged: (why: string | null) => void;
}) {
  const waiting = rows.filter((row) => row.state === "open" || row.state === "blocked");
  if (waiting.length === 0) return null;
  return (
    <ul class="lines">
      {waiting.map((row) => (
        <li key={row.id} class="people-line">
          <div class="grow">
            <p>{row.email || m.invite_by_code()}</p>
            <p class="small quiet">
              {roleName(row.role)} ·{" "}
              {row.state === "blocked"
                ? m.invite_blocked()
                : m.invite_until({ day: sayDayOf(row.expires_at) })}
            </p>
          </div>
          <button
            type="button"
            class="button button-danger"
            onClick={() => void revokeInvitation(row.id).then((answer) => onChanged(whyNot(answer)))}
          >
            {m.invite_revoke()}
          </button>
        </li>
      ))}
    </ul>
  );
}
