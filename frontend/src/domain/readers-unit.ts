/** In which unit the person at this screen reads weights; kept here because an entry in words is asked for without a profile. */
import type { WeightUnit } from "./records";

let reads: WeightUnit = "kg";
export const readersUnit = (): WeightUnit => reads;
export const readWeightsIn = (unit: WeightUnit | null | undefined): void => {
  reads = unit ?? "kg";
};
