import { useState } from "preact/hooks";
import type { QuestionRecord } from "~/domain/appointment";
import type { Day } from "~/domain/days";
import { isOwn } from "~/domain/statements";
import * as m from "~/paraglide/messages";
import { Sheet } from "~/ui/sheet";
import { useKeep } from "~/ui/use-keep";

const LONGEST = 500;
const LONGEST_ANSWER = 2000;

/** Questions that came to mind, kept until they are asked; what was answered stays beside them. */
export function Questions({ rows, since }: { rows: readonly QuestionRecord[]; since: Day }) {
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState<QuestionRecord | null>(null);
  const [keep, notKept] = useKeep();
  const ordered = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  const asked = ordered.filter((one) => !one.answer);
  const answered = ordered.filter((one) => one.answer && one.date >= since);
  const add = async (event: Event) => {
    event.preventDefault();
    const text = typed.trim();
    if (text && (await keep([{ kind: "question", text }]))) setTyped("");
  };
  return (
    <section class="section">
      <h2>{m.appointment_questions()}</h2>
      {asked.length === 0 && <p class="quiet">{m.appointment_no_questions()}</p>}
      <ul class="lines">
        {asked.map((one) => (
          <li key={one.id} class="entry-line">
            <span class="grow appointment-words">{one.text}</span>
            {isOwn(one) && (
              <button
                type="button"
                class="button"
                aria-label={`${m.appointment_asked()}: ${one.text}`}
                onClick={() => setOpen(one)}
              >
                {m.appointment_asked()}
              </button>
            )}
          </li>
        ))}
      </ul>
      <form class="stack-tight" onSubmit={(event) => void add(event)}>
        <div class="field">
          <label for="question">{m.appointment_new_question()}</label>
          <textarea
            id="question"
            rows={2}
            maxLength={LONGEST}
            placeholder={m.appointment_example()}
            value={typed}
            onInput={(event) => setTyped((event.target as HTMLTextAreaElement).value)}
          />
        </div>
        <div>
          <button type="submit" class="button" disabled={!typed.trim()}>
            {m.appointment_keep_question()}
          </button>
        </div>
      </form>
      {notKept}
      {answered.length > 0 && (
        <>
          <h3>{m.appointment_answered()}</h3>
          <ul class="lines">
            {answered.map((one) => (
              <li key={one.id} class="entry-line">
                <span class="grow appointment-words">
                  {one.text}
                  <br />
                  <span class="quiet">{one.answer}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {open && <AnswerSheet question={open} onClose={() => setOpen(null)} />}
    </section>
  );
}

function AnswerSheet({ question, onClose }: { question: QuestionRecord; onClose: () => void }) {
  const [answer, setAnswer] = useState("");
  const [keep, notKept] = useKeep();
  const done = (kept: boolean) => kept && onClose();
  return (
    <Sheet title={question.text} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!answer.trim()) return document.getElementById("answer")?.focus();
          void keep([
            {
              kind: "question",
              text: question.text,
              answer: answer.trim(),
              date: question.date,
              supersedes: question.id,
            },
          ]).then(done);
        }}
      >
        <div class="field">
          <label for="answer">{m.appointment_answer()}</label>
          <textarea
            id="answer"
            rows={3}
            maxLength={LONGEST_ANSWER}
            value={answer}
            onInput={(event) => setAnswer((event.target as HTMLTextAreaElement).value)}
          />
        </div>
        {notKept}
        <div class="row">
          <button type="submit" class="button button-primary">
            {m.save()}
          </button>
          <button
            type="button"
            class="button button-danger"
            onClick={() =>
              void keep([{ kind: "deletion", date: question.date, supersedes: question.id }]).then(done)
            }
          >
            {m.delete()}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
