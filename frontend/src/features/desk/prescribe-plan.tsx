import { nextStep } from "~/domain/load";
import type { PlanStep } from "~/domain/records";
import { AIDS, type Aid, LOAD_STEPS, type LoadStep } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { CloseIcon } from "~/ui/icons";
import { aidName } from "~/ui/words";

/** Weaning from aids, one at a time. */
const WEANING: Partial<Record<Aid, Aid>> = {
  walker: "two_crutches",
  two_crutches: "one_crutch",
  one_crutch: "cane",
  cane: "none",
};
const MOST = 12;

/** What usually comes after a step: the next aid at the same load, or the next load with the same aid. */
function after(last: PlanStep, what: "aid" | "load"): PlanStep | null {
  if (what === "aid") {
    const aid = last.aid && WEANING[last.aid];
    return aid ? { ...last, aid, target_on: null } : null;
  }
  const status = nextStep(last.status);
  return status ? { status, aid: last.aid, target_on: null } : null;
}

/** The steps ahead. Each is only meant: its day reminds of a review and moves nothing. */
export function PrescribePlan({
  now,
  plan,
  onChange,
}: {
  now: PlanStep;
  plan: readonly PlanStep[];
  onChange: (plan: PlanStep[]) => void;
}) {
  const change = (index: number, part: Partial<PlanStep>) =>
    onChange(plan.map((step, at) => (at === index ? { ...step, ...part } : step)));
  const last = plan.at(-1) ?? now;
  const ways = (["aid", "load"] as const)
    .map((what) => ({ what, step: after(last, what) }))
    .filter((way) => way.step !== null && plan.length < MOST);
  return (
    <details class="fold" open={plan.length > 0 || undefined}>
      <summary class="strong">{m.prescribe_plan()}</summary>
      <div class="stack-tight">
        <p class="small quiet">{m.prescribe_plan_say()}</p>
        {plan.map((step, index) => (
          <fieldset key={index} class="plan-edit">
            <legend class="visually-hidden">{m.prescribe_plan_step({ number: index + 1 })}</legend>
            <select
              aria-label={m.prescribe_step()}
              value={step.status}
              onChange={(event) =>
                change(index, {
                  status: (event.target as HTMLSelectElement).value as LoadStep,
                  percent: null,
                  limit_kg: null,
                })
              }
            >
              {LOAD_STEPS.map((status) => (
                <option key={status} value={status}>
                  {status}
                </option>
              ))}
            </select>
            {step.status === "PWB" && <PartOf step={step} onChange={(part) => change(index, part)} />}
            <select
              aria-label={m.log_aid()}
              value={step.aid ?? ""}
              onChange={(event) =>
                change(index, { aid: ((event.target as HTMLSelectElement).value || null) as Aid | null })
              }
            >
              <option value="">–</option>
              {AIDS.map((aid) => (
                <option key={aid} value={aid}>
                  {aidName(aid)}
                </option>
              ))}
            </select>
            <input
              type="date"
              aria-label={m.prescribe_target()}
              value={step.target_on ?? ""}
              onInput={(event) =>
                change(index, { target_on: (event.target as HTMLInputElement).value || null })
              }
            />
            <button
              type="button"
              class="icon-button"
              aria-label={m.prescribe_plan_remove({ number: index + 1 })}
              onClick={() => onChange(plan.filter((_, at) => at !== index))}
            >
              <CloseIcon />
            </button>
          </fieldset>
        ))}
        <div class="row">
          {ways.map(({ what, step }) => (
            <button key={what} type="button" class="button" onClick={() => onChange([...plan, step!])}>
              {what === "aid"
                ? m.prescribe_plan_aid({ aid: aidName(step!.aid) })
                : m.prescribe_plan_load({ load: step!.status })}
            </button>
          ))}
        </div>
      </div>
    </details>
  );
}

function PartOf({ step, onChange }: { step: PlanStep; onChange: (part: Partial<PlanStep>) => void }) {
  const by = step.limit_kg != null ? "limit_kg" : "percent";
  const set = (unit: "percent" | "limit_kg", text: string) => {
    const value = Number(text) > 0 ? Number(text) : null;
    onChange({ percent: null, limit_kg: null, [unit]: value });
  };
  return (
    <span class="field-with-unit">
      <input
        type="number"
        min="1"
        max={by === "percent" ? "99" : "400"}
        aria-label={by === "percent" ? m.log_percent() : m.prescribe_kilograms()}
        value={step[by] ?? ""}
        onInput={(event) => set(by, (event.target as HTMLInputElement).value)}
      />
      <select
        aria-label={m.prescribe_by()}
        value={by}
        onChange={(event) =>
          set((event.target as HTMLSelectElement).value as "percent" | "limit_kg", String(step[by] ?? ""))
        }
      >
        <option value="percent">%</option>
        <option value="limit_kg">kg</option>
      </select>
    </span>
  );
}
