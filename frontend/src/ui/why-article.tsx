/** "Why am I seeing this?": made from the guidance as the server says it, so that no page can say other than the rules do. */
import type { FindingRule, Guidance, GuidanceNumber, ReminderRule } from "~/api/guidance";
import * as m from "~/paraglide/messages";
import { PageHead } from "./page";
import { sayDay, sayNumber, urgencyName } from "./words";

interface Props {
  guidance: Guidance;
  rule: FindingRule | ReminderRule;
  back: string;
  /** where the page of a source is, if there is one */
  source?: (id: string) => string;
}

const isFinding = (rule: FindingRule | ReminderRule): rule is FindingRule => "opens_when" in rule;

export const ruleOf = (guidance: Guidance, id: string) =>
  guidance.findings.find((one) => one.id === id) ?? guidance.reminders.find((one) => one.id === id);

export function WhyArticle({ guidance, rule, back, source }: Props) {
  const finding = isFinding(rule) ? rule : null;
  const numbers = guidance.thresholds.filter((one) => rule.thresholds.includes(one.name));
  return (
    <article class="stack why">
      <PageHead title={rule.title} back={back} />
      {finding && (
        <div class={`finding finding-${finding.urgency}`}>
          <p class="finding-word">{urgencyName(finding.urgency)}</p>
          {finding.seen && <p>{finding.seen}</p>}
          <p class="strong">{finding.do}</p>
        </div>
      )}
      {finding && (
        <section class="stack-tight">
          <h2>{m.why_reason()}</h2>
          <p>{finding.why}</p>
        </section>
      )}
      <section class="stack-tight">
        <h2>{finding ? m.why_when() : m.why_sent()}</h2>
        <p>{isFinding(rule) ? rule.opens_when : rule.due_when}</p>
      </section>
      {numbers.length > 0 && (
        <section class="stack-tight">
          <h2>{guidance.audience === "clinician" ? m.why_numbers_desk() : m.why_numbers()}</h2>
          <ul class="lines">
            {numbers.map((one) => (
              <li key={one.name} class="why-number">
                <p>
                  {one.description}: <span class="strong">{measure(one)}</span>
                </p>
                <p class="small quiet">{whose(one, guidance.audience)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <footer class="section">
        <h2>{m.learn_sources()}</h2>
        <Sources guidance={guidance} ids={rule.sources} href={source} />
        <p class="small quiet">
          {m.why_rule({ rule: rule.id, version: rule.version, guidance: guidance.version })}
        </p>
      </footer>
    </article>
  );
}

function Sources({
  guidance,
  ids,
  href,
}: {
  guidance: Guidance;
  ids: readonly string[];
  href?: (id: string) => string;
}) {
  const sources = guidance.sources.filter((one) => ids.includes(one.id));
  if (sources.length === 0) return <p class="small">{m.why_no_source()}</p>;
  return (
    <ul class="lines">
      {sources.map((one) => {
        const name = (
          <span class="grow">
            <span class="strong">{one.title}</span>
            <br />
            <span class="small quiet">{one.citation}</span>
          </span>
        );
        return (
          <li key={one.id}>
            {href ? (
              <a class="line-link" href={href(one.id)}>
                {name}
              </a>
            ) : (
              <p class="why-number">{name}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The number with its unit, as people say it. */
export function measure({ value, unit }: Pick<GuidanceNumber, "value" | "unit">): string {
  const number = sayNumber(value, 1);
  const say: Record<string, (values: { number: string }) => string> = {
    d: m.unit_days,
    a: m.unit_years,
    min: m.unit_minutes,
    "{score}": m.unit_points,
    "mg/d": m.unit_mg_a_day,
    "[iU]/d": m.unit_iu_a_day,
    "{drinks}/d": m.unit_drinks_a_day,
    "ng/mL": m.unit_ng_ml,
  };
  return say[unit]?.({ number }) ?? number;
}

/** Whose number it is. One of ours is never called a guideline's. */
export function whose(
  { set_by: by, ours, source, default: usual, unit }: GuidanceNumber,
  audience: Guidance["audience"],
): string {
  if (by) {
    const desk = audience === "clinician";
    const say =
      by.who === "clinic"
        ? desk
          ? m.why_set_by_clinic_desk
          : m.why_set_by_clinic
        : desk
          ? m.why_set_by_desk
          : m.why_set_by;
    const who = say({ name: by.name });
    const on = by.on ? `, ${sayDay(by.on)}` : "";
    return `${who}${on}. ${m.why_instead_of({ usual: measure({ value: usual, unit }) })}`;
  }
  return ours || !source ? m.why_ours() : m.why_from_source({ source });
}
