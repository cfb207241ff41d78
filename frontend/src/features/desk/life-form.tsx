import { useState } from "preact/hooks";
import { lifeOf } from "~/domain/daily-life";
import { today as todayOf } from "~/domain/days";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import type { NewEntry } from "~/store/entries";
import { DOINGS, type Doing, doingName } from "~/ui/words/daily-life";

/** A decision about daily life. The date is the clinician's own: none is proposed. */
export function LifeForm({
  records,
  onSave,
}: {
  records: readonly AnyRecord[];
  onSave: (entries: NewEntry[]) => Promise<unknown>;
}) {
  const open = lifeOf(records).filter((life) => life.question);
  const [doing, setDoing] = useState<Doing>((open[0]?.doing as Doing) ?? "drive");
  const [answer, setAnswer] = useState("yes");
  const [from, setFrom] = useState("");
  const [words, setWords] = useState("");
  const asked = open.find((life) => life.doing === doing)?.question;
  const submit = (event: Event) => {
    event.preventDefault();
    const entry = {
      kind: "daily_life",
      date: todayOf(),
      doing,
      answer,
      from_on: answer === "yes" && from ? from : undefined,
      for_patient: words.trim() || undefined,
    };
    void onSave([entry]);
  };
  return (
    <form class="stack" onSubmit={submit}>
      <p class="small quiet">{m.life_desk_say()}</p>
      <div class="field">
        <label for="life-doing">{m.life_what()}</label>
        <select
          id="life-doing"
          value={doing}
          onChange={(event) => setDoing((event.target as HTMLSelectElement).value as Doing)}
        >
          {DOINGS.map((one) => (
            <option key={one} value={one}>
              {open.some((life) => life.doing === one)
                ? `${doingName(one)} (${m.life_asked()})`
                : doingName(one)}
            </option>
          ))}
        </select>
        {typeof asked?.question === "string" && <p class="small">{asked.question}</p>}
      </div>
      <div class="field">
        <label for="life-answer">{m.life_answer()}</label>
        <select
          id="life-answer"
          value={answer}
          onChange={(event) => setAnswer((event.target as HTMLSelectElement).value)}
        >
          <option value="yes">{m.life_yes()}</option>
          <option value="not_yet">{m.life_not_yet()}</option>
        </select>
      </div>
      {answer === "yes" && (
        <div class="field">
          <label for="life-from">{m.life_from_when()}</label>
          <input
            id="life-from"
            type="date"
            value={from}
            onInput={(event) => setFrom((event.target as HTMLInputElement).value)}
          />
        </div>
      )}
      <div class="field">
        <label for="life-words">{m.life_words()}</label>
        <textarea
          id="life-words"
          maxLength={500}
          value={words}
          onInput={(event) => setWords((event.target as HTMLTextAreaElement).value)}
        />
      </div>
      <button type="submit" class="button button-primary button-wide">
        {m.save()}
      </button>
    </form>
  );
}
