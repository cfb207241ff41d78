const SETS = /^(Home|End|Arrow\w+|Page\w+)$/;

/**
 * Keys for a range that has no answer yet: its thumb stands somewhere all the same. A key that does not move it (End where
 * it stands at 10 already) fires no `input`, and is an answer too; so are Enter, which then sends no form, and Space.
 */
export const rangeKeys = (unset: boolean, take: (event: Event) => void) => ({
  onKeyDown: (event: KeyboardEvent) => {
    if (!unset || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    take(event);
  },
  onKeyUp: (event: KeyboardEvent) => {
    if (unset && SETS.test(event.key)) take(event);
  },
});
