import type { FieldsOf } from "~/kinds/kind";
import * as m from "~/paraglide/messages";

export type Doing = FieldsOf<"daily_life">["doing"];
const NAMES: Record<Doing, () => string> = {
  drive: m.doing_drive,
  desk_work: m.doing_desk_work,
  standing_work: m.doing_standing_work,
  climb_stairs: m.doing_climb_stairs,
  lift: m.doing_lift,
  carry_baby: m.doing_carry_baby,
  cycle: m.doing_cycle,
  run: m.doing_run,
};
export const DOINGS = Object.keys(NAMES) as Doing[];
export const doingName = (doing: Doing): string => NAMES[doing]();
