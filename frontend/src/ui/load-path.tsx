import "./felt.css";
import type { LoadSpan } from "~/domain/course";
import type { Day } from "~/domain/days";
import type { LoadDecision, PlanStep, WeightUnit } from "~/domain/records";
import type { Leg, LoadStep } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { FootMark } from "./legs";
import { aidName, loadFigure, sayDay } from "./words";

interface Step {
  status: LoadStep;
  percent?: number | null;
  limit_kg?: number | null;
  kg?: number | null;
  share?: number | null;
  aid?: string | null;
}

/** The steps of this illness: those that were, today's, and those that are meant to come. A day ahead only reminds. */
export function LoadPath({
  leg,
  load,
  before,
  today,
  unit,
}: {
  leg: Leg;
  load: LoadDecision;
  before: readonly LoadSpan[];
  today: Day;
  unit: WeightUnit;
}) {
  const plan = load.plan ?? [];
  if (plan.length === 0) return null;
  const own = before.filter((span) => !span.ended && !span.open);
  // what was only signed again is one step
  const passed = own.filter((span, at) => words(span, unit) !== words(own[at + 1] ?? load, unit));
  return (
    <div class="stack-tight">
      <h3>{m.path_title()}</h3>
      <ol class="path">
        {passed.map((span) => (
          <li key={span.id} class="path-step">
            <Mark leg={leg} step={span} />
            <div>
              <p class="quiet">{words(span, unit)}</p>
              <p class="small quiet">{m.path_since({ day: sayDay(span.from) })}</p>
            </div>
          </li>
        ))}
        <li class="path-step path-now" aria-current="step">
          <Mark leg={leg} step={load} />
          <div>
            <p class="path-figure">{words(load, unit)}</p>
            <p class="small strong">{m.path_today()}</p>
          </div>
        </li>
        {plan.map((step, index) => (
          <li key={index} class="path-step path-ahead">
            <Mark leg={leg} step={step} />
            <div>
              <p>{words(step, unit)}</p>
              {step.target_on && (
                <p class="small quiet">
                  {step.target_on < today
                    ? m.path_target_passed({ day: sayDay(step.target_on) })
                    : m.path_target({ day: sayDay(step.target_on) })}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
      <p class="small quiet">{m.path_say()}</p>
    </div>
  );
}

const Mark = ({ leg, step }: { leg: Leg; step: Step }) => (
  <span class="path-mark">
    <FootMark load={step} side={leg} size={28} />
  </span>
);

const words = (step: Step | PlanStep, unit: WeightUnit) =>
  [loadFigure(step, unit), step.aid ? aidName(step.aid) : null].filter(Boolean).join(" · ");
