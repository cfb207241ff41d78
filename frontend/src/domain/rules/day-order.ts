/** In which order the entries of one day are taken. As backend/guidance/day_order.py, where the reasons stand. */
import { namedSides } from "./areas";
import type { Fact } from "./facts";

const AT_THE_END = 1000;

export function toldFacts(facts: readonly Fact[]): Fact[] {
  let part = 0;
  let day = Number.NaN;
  return facts
    .map((fact) => {
      if (fact.day !== day) {
        day = fact.day;
        part = 0;
      }
      if (fact.kind === "resolution") {
        part += 1;
        return { fact, part: part - 1, stage: 3 };
      }
      const unsided =
        (fact.kind === "weight_bearing" || fact.kind === "prescription") && !namedSides(fact.data.side);
      if (unsided) return { fact, part: AT_THE_END, stage: 0 };
      return { fact, part, stage: fact.kind === "diagnosis" ? 0 : fact.kind === "change" ? 2 : 1 };
    })
    .sort((a, b) => a.fact.day - b.fact.day || a.part - b.part || a.stage - b.stage)
    .map(({ fact }) => fact);
}
