/** A result typed from a letter: nothing about it is guessed. */
import { render } from "preact-render-to-string";
import { expect, test, vi } from "vitest";
import { ResultForm } from "~/ui/result-form";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });

test.each(["dexa", "imaging"] as const)("%s: no side is chosen beforehand, and one has to be", (kind) => {
  const form = render(<ResultForm kind={kind} onSave={async () => true} />);
  const side = /<select id="result-side"[^>]*>.*?<\/select>/s.exec(form)![0];
  expect(side).toMatch(/^<select[^>]* required/);
  expect(side).toMatch(/<option selected value(="")?>/);
  expect(side).not.toMatch(/<option selected value="\w/);
});

test("a day before 1900 is a slip that the field itself refuses", () => {
  expect(render(<ResultForm kind="lab" onSave={async () => true} />)).toMatch(/type="date" min="1900-01-01"/);
});
