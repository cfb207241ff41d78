import "~/ui/entry.css";
import { useState } from "preact/hooks";
import { recordAtDesk } from "~/api/desk-records";
import { addDays, today as todayOf } from "~/domain/days";
import { limitOf, type Weight } from "~/domain/kilograms";
import { aidDoubt, lacksAid, nextStep, skipsStep } from "~/domain/load";
import type { LoadDecision, PlanStep } from "~/domain/records";
import { AIDS, type Aid, LEGS, type Leg, LOAD_STEPS, type LoadStep } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { FootMark, LegsDrawing } from "~/ui/legs";
import { Sheet } from "~/ui/sheet";
import { aidName, legName, loadBeneath, loadFigure, loadTerm, sayDay, sideName } from "~/ui/words";
import { Against, speaksAgainst } from "./against";
import { Obstacle, useSave } from "./answers";
import { useKnown } from "./known";
import { type Amount, amountOf, asField, PrescribeAmount } from "./prescribe-amount";
import { PrescribePlan } from "./prescribe-plan";

interface Props {
  patient: string;
  load: Record<Leg, LoadDecision | null>;
  proposed: Record<Leg, LoadStep | null>;
  /** the newest body weight that is known */
  weight: Weight | null;
  revision: number;
  onClose: () => void;
  onConflict: () => void;
  onSaved: (act: string) => void;
}

/** A dated, signed decision for one leg. The next step is proposed and never chosen by itself. */
export function Prescribe({
  patient,
  load,
  proposed,
  weight,
  revision,
  onClose,
  onConflict,
  onSaved,
}: Props) {
  const [leg, setLeg] = useState<Leg>(load.left || !load.right ? "left" : "right");
  const [status, setStatus] = useState<LoadStep | null>(null);
  const [amount, setAmount] = useState<Amount>(() => amountFrom(load.left ?? load.right, weight));
  const [forPatient, setForPatient] = useState("");
  const [plan, setPlan] = useState<PlanStep[] | null>(null);
  const [aid, setAid] = useState<Aid | "">("");
  const [review, setReview] = useState(addDays(todayOf(), 14));
  const [reason, setReason] = useState("");
  const save = useSave(revision, onConflict);
  const now = load[leg];
  const planned = now?.plan?.[0] ?? null;
  // a signed plan is proposed before the ladder
  const next = planned?.status ?? proposed[leg] ?? (now ? nextStep(now.status) : null);
  const skips = status !== null && skipsStep(now?.status, status);
  const chosenAid = aid || (now?.aid ?? null);
  const known = useKnown();
  const steps: readonly LoadStep[] = LOAD_STEPS;
  // more than is in force, or a first decision above none
  const raises = status !== null && steps.indexOf(status) > (now ? steps.indexOf(now.status) : 0);
  const doubt = aidDoubt(status, chosenAid);
  const asksAid = lacksAid(status, chosenAid);
  const said = amountOf(amount);
  const asksWhy = skips || doubt !== null;
  const order = status === "PWB" ? { percent: said.percent, limit_kg: said.limit_kg } : {};
  const day = todayOf();
  const limit = status
    ? limitOf({ status, ...order }, said.weight === null ? null : { date: day, kg: said.weight }, [], day, 90)
    : null;
  const preview: LoadDecision | null = status
    ? {
        status,
        ...order,
        kg: limit?.kg,
        share: limit?.percent,
        aid: chosenAid,
        review_on: review || null,
        for_patient: forPatient || null,
      }
    : null;
  // what was planned goes on from the step that is signed now
  const ahead = plan ?? planAfter(now?.plan ?? [], status, chosenAid);

  /** Choosing the planned step fills in what was planned with it; each can be changed before it is signed. */
  const choose = (step: LoadStep) => {
    setStatus(step);
    if (!planned || planned.status !== step) return;
    const by = planned.limit_kg != null ? "limit_kg" : "percent";
    if (planned[by] != null) setAmount({ ...amount, by, value: asField(planned[by]) });
    if (planned.aid) setAid(planned.aid);
  };

  const submit = async (event: Event) => {
    event.preventDefault();
    if (!status) return;
    const record = {
      kind: "prescription",
      side: leg,
      status,
      ...(order.percent ? { percent: order.percent } : {}),
      ...(order.limit_kg ? { limit_kg: order.limit_kg } : {}),
      ...(status === "PWB" && said.weight !== null && said.weight !== weight?.kg
        ? { body_weight_kg: said.weight, body_weight_on: day }
        : {}),
      ...(preview?.aid ? { aid: preview.aid } : {}),
      ...(forPatient.trim() ? { for_patient: forPatient.trim() } : {}),
      ...(ahead.length > 0 ? { plan: ahead.map(withoutNothing) } : {}),
      ...(review ? { review_on: review } : {}),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    };
    // a weight that was told here is an entry of its own, too
    const weighed = "body_weight_kg" in record ? [{ kind: "body_weight", kg: record.body_weight_kg }] : [];
    const done = await save.save((seen) => recordAtDesk(patient, [record, ...weighed], seen));
    if (done) onSaved(done.act);
  };

  return (
    <Sheet title={m.prescribe_title()} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <div class="segmented" role="group" aria-label={m.field_side()}>
          {LEGS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={leg === one}
              onClick={() => {
                setLeg(one);
                setStatus(null);
                setPlan(null);
                setAmount(amountFrom(load[one], weight));
              }}
            >
              {legName(one)}
            </button>
          ))}
        </div>
        <p class="small">
          {now
            ? m.prescribe_now({ load: loadTerm(now), day: now.decided_on ? sayDay(now.decided_on) : "–" })
            : m.prescribe_none()}
          {planned
            ? ` ${m.desk_planned({ step: plannedWords(planned) })}`
            : next
              ? ` ${m.desk_proposed({ load: next })}`
              : ""}
        </p>
        <fieldset class="stack-tight">
          <legend class="visually-hidden">{m.prescribe_step()}</legend>
          <div class="prescribe-steps">
            {LOAD_STEPS.map((step) => (
              <button
                key={step}
                type="button"
                class={`step prescribe-step ${step === next ? "prescribe-next" : ""}`}
                aria-pressed={status === step}
                onClick={() => choose(step)}
              >
                <FootMark load={{ status: step, percent: 50 }} side={leg} size={30} />
                {step}
              </button>
            ))}
          </div>
        </fieldset>
        {status === "PWB" && (
          <PrescribeAmount
            amount={amount}
            weighed={weight ? sayDay(weight.date) : null}
            onChange={setAmount}
          />
        )}
        {doubt && (
          <p class="notice notice-soon small" role="status">
            {doubt === "missing" ? m.prescribe_aid_missing() : m.prescribe_aid_kept()}
          </p>
        )}
        {(asksWhy || reason !== "") && (
          <div class="field">
            <label for="prescribe-reason">{skips ? m.prescribe_skip_why() : m.prescribe_why()}</label>
            <textarea
              id="prescribe-reason"
              required={asksWhy}
              value={reason}
              maxLength={1000}
              // blanks alone are no reason, and the field says so itself
              onInput={(event) => setReason((event.target as HTMLTextAreaElement).value.trimStart())}
            />
          </div>
        )}
        <div class="settings-pair">
          <div class="field">
            <label for="prescribe-aid">{m.log_aid()}</label>
            <select
              id="prescribe-aid"
              value={aid}
              required={asksAid}
              aria-describedby={asksAid ? "prescribe-aid-asked" : undefined}
              onChange={(event) => setAid((event.target as HTMLSelectElement).value as Aid)}
            >
              <option value="">{now?.aid ? m.prescribe_aid_same({ aid: aidName(now.aid) }) : "–"}</option>
              {AIDS.map((one) => (
                <option key={one} value={one}>
                  {aidName(one)}
                </option>
              ))}
            </select>
            {asksAid && (
              <p id="prescribe-aid-asked" class="small" role="status">
                {m.prescribe_aid_asked()}
              </p>
            )}
          </div>
          <div class="field">
            <label for="prescribe-review">{m.prescribe_review()}</label>
            <input
              id="prescribe-review"
              type="date"
              min={todayOf()}
              value={review}
              onInput={(event) => setReview((event.target as HTMLInputElement).value)}
            />
          </div>
        </div>
        <div class="field">
          <label for="prescribe-words">{m.prescribe_words()}</label>
          <textarea
            id="prescribe-words"
            value={forPatient}
            maxLength={500}
            onInput={(event) => setForPatient((event.target as HTMLTextAreaElement).value)}
          />
        </div>
        {status && (
          <PrescribePlan now={{ status, ...order, aid: chosenAid }} plan={ahead} onChange={setPlan} />
        )}
        {preview && (
          <div class="prescribe-preview">
            <p class="small quiet">{m.prescribe_preview()}</p>
            <div class="prescribe-preview-body">
              <div class="prescribe-legs">
                <LegsDrawing
                  id="preview"
                  left={leg === "left" ? preview : load.left}
                  right={leg === "right" ? preview : load.right}
                />
              </div>
              <div>
                <p class={`side-mark side-${leg}`}>{sideName(leg)}</p>
                <p class="number">{loadFigure(preview)}</p>
                <p>{loadBeneath(preview, leg)}</p>
                {preview.aid && <p>{aidName(preview.aid)}</p>}
                {preview.for_patient && <p class="pre-line">{preview.for_patient}</p>}
                {preview.review_on && (
                  <p class="small quiet">{m.today_review({ day: sayDay(preview.review_on) })}</p>
                )}
              </div>
            </div>
          </div>
        )}
        {raises && <Against key={`${leg}${status}`} reasons={speaksAgainst(known, { leg })} />}
        <Obstacle save={save} />
        <button type="submit" class="button button-primary button-wide" disabled={!status || save.busy}>
          {m.prescribe_sign()}
        </button>
      </form>
    </Sheet>
  );
}

/** The form begins with the way in which the last order was written. */
const amountFrom = (load: LoadDecision | null, weight: Weight | null): Amount => ({
  by: load?.limit_kg != null ? "limit_kg" : "percent",
  value: "",
  weight: asField(weight?.kg),
});

/** The planned steps that come after the one that is signed now; all of them where it is none of these. */
function planAfter(plan: readonly PlanStep[], status: LoadStep | null, aid: Aid | "" | null): PlanStep[] {
  const at = plan.findLastIndex((step) => step.status === status && (step.aid ?? null) === (aid || null));
  return plan.slice(at + 1);
}

/** "PWB 50 %, one crutch, about 1 May". */
const plannedWords = (step: PlanStep) =>
  [
    loadTerm(step),
    step.aid ? aidName(step.aid) : null,
    step.target_on ? m.path_target({ day: sayDay(step.target_on) }) : null,
  ]
    .filter(Boolean)
    .join(", ");

const withoutNothing = (step: PlanStep) =>
  Object.fromEntries(Object.entries(step).filter(([, value]) => value != null));
