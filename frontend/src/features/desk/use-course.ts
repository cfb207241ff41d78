import { useEffect, useRef, useState } from "preact/hooks";
import { type CourseAnswer, fetchCourse } from "~/api/desk";

const PERIOD_MS = 5_000;

export type CourseState =
  | { kind: "loading" }
  | { kind: "trouble"; why: "offline" | "later" | "signed_out" | "missing" }
  | { kind: "ready"; course: CourseAnswer; stale: boolean };

/** One patient's course, asked for again every few seconds; an unchanged one is neither sent nor drawn again. */
export function useCourse(patient: string, days: number): { state: CourseState; reload: () => void } {
  const [state, setState] = useState<CourseState>({ kind: "loading" });
  const again = useRef<() => void>(() => undefined);
  useEffect(() => setState({ kind: "loading" }), [patient]);
  useEffect(() => {
    let live = true;
    let timer: ReturnType<typeof setTimeout>;
    let etag: string | null = null;
    const load = async () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible" || etag === null) {
        const answer = await fetchCourse(patient, days, etag);
        if (!live) return;
        if (answer.kind === "ok" && answer.data) etag = answer.etag ?? null;
        setState((before) => {
          if (answer.kind === "ok") {
            if (answer.data) return { kind: "ready", course: answer.data, stale: false };
            return before.kind === "ready" && before.stale ? { ...before, stale: false } : before;
          }
          const why =
            answer.kind === "refused" ? (answer.problem.status === 404 ? "missing" : "later") : answer.kind;
          if (before.kind === "ready" && why !== "missing") return { ...before, stale: true };
          return { kind: "trouble", why };
        });
      }
      clearTimeout(timer);
      timer = setTimeout(() => void load(), PERIOD_MS);
    };
    again.current = () => void load();
    void load();
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [patient, days]);
  return { state, reload: () => again.current() };
}
