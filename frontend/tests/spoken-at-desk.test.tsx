// @vitest-environment happy-dom
/** What a patient says of a conversation stands at the finding that it was about; the clinic confirms it there. */
import { afterEach, expect, test } from "vitest";
import { today } from "~/domain/days";
import type { AnyRecord, Finding } from "~/domain/records";
import { FindingRow } from "~/features/desk/finding-row";
import { KnownPatient } from "~/features/desk/known";
import * as m from "~/paraglide/messages";
import * as dom from "./dom";

afterEach(dom.leave);

const FINDING = {
  id: "f1",
  finding: "cannot-bear-weight",
  side: "left",
  urgency: "now",
  audience: ["clinician"],
  state: "open",
  opened_on: today(),
  evidence: [],
  sources: [],
  text: { seen: "Seen.", do: "Do.", why: "Why." },
} as unknown as Finding;
const spoken = (more: object) =>
  ({
    id: "r",
    kind: "spoken_with",
    date: today(),
    whom: "own_doctor",
    finding: "cannot-bear-weight",
    ...more,
  }) as unknown as AnyRecord;

const show = (records: AnyRecord[]) =>
  dom.show(
    <KnownPatient.Provider value={{ findings: [FINDING], records }}>
      <FindingRow
        patient="p"
        finding={FINDING}
        name="Maria"
        revision={1}
        chosen={false}
        undo={{ did: () => undefined } as never}
        onChoose={() => undefined}
        onHold={() => undefined}
        onChanged={() => undefined}
        onDay={() => undefined}
      />
    </KnownPatient.Provider>,
  );

test("the patient's words, and confirming them acknowledges the finding", async () => {
  const asked = dom.server((path) =>
    path.endsWith("/acknowledge") ? Response.json({ ...FINDING, act: "a1" }) : undefined,
  );
  show([spoken({ decision: "stay in bed" })]);
  await dom.says("stay in bed");
  expect(dom.text()).toContain("their own doctor");
  await dom.press(m.spoken_confirm());
  await dom.until(() => asked.some((one) => one.startsWith("POST /api/v1/findings/f1/acknowledge")));
});

test("a conversation about something else, or before it opened, is not about this finding", async () => {
  show([spoken({ finding: "fracture-reported" }), spoken({ date: "2020-01-01" })]);
  await dom.button(m.finding_acknowledge());
  expect(dom.text()).not.toContain("their own doctor");
});
