/** One pound is exactly 0.45359237 kg (International yard and pound agreement, 1959). */
const POUND = 0.45359237;

/** Whole pounds that weigh no more than the kilograms. */
export const poundsOf = (kg: number) => Math.floor(kg / POUND);
/** A weight as a scale in pounds shows it, to the tenth: for readings, never for a limit. */
export const inPounds = (kg: number) => Math.round((kg / POUND) * 10) / 10;
/** Kilograms of what a scale shows in pounds, to the hundredth. */
export const kilogramsOf = (pounds: number) => Math.round(pounds * POUND * 100) / 100;
