import { useEffect, useRef } from "preact/hooks";

const KEY = "toh.desk.keys";

/** Single letters can be switched off: a voice or a shaking hand may press them by chance (WCAG 2.1.4). */
export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}
export function switchKeys(on: boolean): void {
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // a browser that keeps nothing keeps the default
  }
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
    (target instanceof HTMLInputElement && !/^(checkbox|radio|button|submit|range)$/.test(target.type)));

/** Listens for single keys outside of fields and dialogs. A handler answers false when the key was not for it. */
export function useKeys(handlers: Record<string, () => unknown>): void {
  const current = useRef(handlers);
  current.current = handlers;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (typing(event.target) || document.querySelector("dialog[open]")) return;
      if (event.key.length === 1 && event.key !== "?" && !keysAreOn()) return;
      const handler = current.current[event.key];
      if (handler && handler() !== false) event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
