/**
 * "Back" closes what lies over the page instead of leaving the page. While a sheet is open, one entry of the browser's history
 * stands for it; it goes when the last sheet is closed in another way.
 */
const open: (() => void)[] = [];
let listening = false;
/** we go back ourselves, which takes the browser a moment: another sheet may open meanwhile */
let leaving = false;
const stands = () => (history.state as { sheet?: boolean } | null)?.sheet === true;
const stand = () => {
  if (!stands()) history.pushState({ ...history.state, sheet: true }, "");
};

function onBack(): void {
  if (leaving) {
    leaving = false;
    if (open.length > 0) stand();
  } else if (!stands()) open.at(-1)?.();
}

/** Answers what has to be called when the sheet is gone. */
export function backCloses(close: () => void): () => void {
  if (!listening) addEventListener("popstate", onBack);
  listening = true;
  open.push(close);
  stand();
  return () => {
    open.splice(open.indexOf(close), 1);
    if (open.length > 0) return stand();
    // one sheet may follow another at once, and a screen may lead on: then the entry is used up
    setTimeout(() => {
      if (open.length > 0 || leaving || !stands()) return;
      leaving = true;
      history.back();
    });
  };
}
