import "~/ui/entry.css";
import { useState } from "preact/hooks";
import { addRecord } from "~/api/patients";
import { addDays, today as todayOf } from "~/domain/days";
import { nextStep, skipsStep } from "~/domain/load";
import type { LoadDecision } from "~/domain/records";
import { AIDS, type Aid, LEGS, type Leg, LOAD_STEPS, type LoadStep } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { FootMark, LegsDrawing } from "~/ui/legs";
import { Sheet } from "~/ui/sheet";
import { aidName, legName, loadFigure, loadSentence, loadTerm, sayDay, sideName } from "~/ui/words";
import { Obstacle, useSave } from "./answers";

interface Props {
  patient: string;
  load: Record<Leg, LoadDecision | null>;
  proposed: Record<Leg, LoadStep | null>;
  revision: number;
  onClose: () => void;
  onConflict: () => void;
  onSaved: () => void;
}

/** A dated, signed decision for one leg. The next step is proposed and never chosen by itself. */
export function Prescribe({ patient, load, proposed, revision, onClose, onConflict, onSaved }: Props) {
  const [leg, setLeg] = useState<Leg>(load.left || !load.right ? "left" : "right");
  const [status, setStatus] = useState<LoadStep | null>(null);
  const [percent, setPercent] = useState<string>("");
  const [aid, setAid] = useState<Aid | "">("");
  const [review, setReview] = useState(addDays(todayOf(), 14));
  const [reason, setReason] = useState("");
  const save = useSave(revision, onConflict);
  const now = load[leg];
  const next = proposed[leg] ?? (now ? nextStep(now.status) : null);
  const skips = status !== null && skipsStep(now?.status, status);
  const percentNumber = status === "PWB" && percent ? Number(percent) : null;
  const preview: LoadDecision | null = status
    ? { status, percent: percentNumber, aid: aid || (now?.aid ?? null), review_on: review || null }
    : null;

  const submit = async (event: Event) => {
    event.preventDefault();
    if (!status) return;
    const record = {
      kind: "prescription",
      side: leg,
      status,
      ...(percentNumber ? { percent: percentNumber } : {}),
      ...(preview?.aid ? { aid: preview.aid } : {}),
      ...(review ? { review_on: review } : {}),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    };
    if (await save.save((seen) => addRecord(patient, record, seen))) onSaved();
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
          {next ? ` ${m.desk_proposed({ load: next })}` : ""}
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
                onClick={() => setStatus(step)}
              >
                <FootMark load={{ status: step, percent: 50 }} side={leg} size={30} />
                {step}
              </button>
            ))}
          </div>
        </fieldset>
        {status === "PWB" && (
          <div class="field">
            <label for="prescribe-percent">{m.log_percent()}</label>
            <div class="field-with-unit">
              <input
                id="prescribe-percent"
                type="number"
                min="1"
                max="99"
                required
                value={percent}
                onInput={(event) => setPercent((event.target as HTMLInputElement).value)}
              />
              <span>%</span>
            </div>
          </div>
        )}
        {(skips || reason !== "") && (
          <div class="field">
            <label for="prescribe-reason">{skips ? m.prescribe_skip_why() : m.prescribe_why()}</label>
            <textarea
              id="prescribe-reason"
              required={skips}
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
              onChange={(event) => setAid((event.target as HTMLSelectElement).value as Aid)}
            >
              <option value="">{now?.aid ? m.prescribe_aid_same({ aid: aidName(now.aid) }) : "–"}</option>
              {AIDS.map((one) => (
                <option key={one} value={one}>
                  {aidName(one)}
                </option>
              ))}
            </select>
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
                <p>{loadSentence(preview.status)}</p>
                {preview.aid && <p>{aidName(preview.aid)}</p>}
                {preview.review_on && (
                  <p class="small quiet">{m.today_review({ day: sayDay(preview.review_on) })}</p>
                )}
              </div>
            </div>
          </div>
        )}
        <Obstacle save={save} />
        <button type="submit" class="button button-primary button-wide" disabled={!status || save.busy}>
          {m.prescribe_sign()}
        </button>
      </form>
    </Sheet>
  );
}
