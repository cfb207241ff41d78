import * as m from "~/paraglide/messages";
import type { Kind } from "./kind";
import { join } from "./say";

export const medicineTaken: Kind<"medicine_taken"> = {
  name: m.kind_medicine_taken,
  say: (entry) =>
    join([entry.name, entry.time, entry.outcome === "taken" ? m.medicine_taken() : m.medicine_skipped()]),
  tray: "discard",
  list: true,
  chart: "none",
};
