/** Small helps for saying an entry in one line. */
import * as m from "~/paraglide/messages";
import { placeName, sayNumber } from "~/ui/words";

/** Parts with a dot between them; what there is nothing to say of is left out. */
export const join = (parts: readonly (string | false | null | undefined)[]): string =>
  parts.filter(Boolean).join(" \u00b7 ");

/** A name with what it is about: "Examination: left leg". */
export const named = (name: string, ...parts: (string | false | null | undefined)[]): string =>
  join([name, ...parts]);

export const known = (value: number | null | undefined): value is number => typeof value === "number";

export const place = (site: string | null | undefined, side: string | null | undefined): string | null =>
  site ? placeName(site, side) : null;

export const minutes = (value: number | null | undefined): string | null =>
  known(value) ? m.minutes({ count: value }) : null;

export const withUnit = (value: number | null | undefined, unit: string, digits = 1): string | null =>
  known(value) ? `${sayNumber(value, digits)} ${unit}` : null;
