import { changedSince, lifeOf } from "~/domain/daily-life";
import type { AnyRecord, Finding, Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { LifeLine } from "~/ui/life-line";

/** What was asked and decided of daily life; what waits for an answer first. */
export function LifeNow({
  records,
  findings,
  profile,
}: {
  records: readonly AnyRecord[];
  findings: readonly Finding[];
  profile: Profile;
}) {
  const all = lifeOf(records).sort((a, b) => Number(b.question !== null) - Number(a.question !== null));
  if (all.length === 0) return null;
  return (
    <details class="fold section" open={all[0]!.question !== null}>
      <summary>
        <span class="strong">
          {all[0]!.question
            ? m.life_waiting({ count: all.filter((life) => life.question).length })
            : m.life_title()}
        </span>
      </summary>
      <ul class="lines">
        {all.map((life) => (
          <li key={life.doing}>
            <LifeLine
              life={life}
              changed={life.decision !== null && changedSince(life.decision, findings, profile.load_terms)}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}
