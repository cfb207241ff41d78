import { useEffect, useState } from "preact/hooks";
import { type CourseAnswer, fetchCourse } from "~/api/desk";

const PERIOD_MS = 6_000;

export type CourseState =
  | { kind: "loading" }
  | { kind: "trouble"; why: "offline" | "later" | "signed_out" | "missing" }
  | { kind: "ready"; course: CourseAnswer; stale: boolean };

/** One patient's course, read again every few seconds; an unchanged revision changes nothing on the screen. */
export function useCourse(patient: string, days: number): { state: CourseState; reload: () => void } {
  const [state, setState] = useState<CourseState>({ kind: "loading" });
  const [round, setRound] = useState(0);
  useEffect(() => setState({ kind: "loading" }), [patient]);
  useEffect(() => {
    let live = true;
    let timer: ReturnType<typeof setTimeout>;
    const load = async () => {
      if (document.visibilityState === "visible") {
        const answer = await fetchCourse(patient, days);
        if (!live) return;
        setState((before) => {
          if (answer.kind === "ok") {
            const same =
              before.kind === "ready" &&
              before.course.profile.id === answer.data.profile.id &&
              before.course.revision === answer.data.revision &&
              before.course.from === answer.data.from &&
              before.course.to === answer.data.to &&
              before.course.findings.length === answer.data.findings.length;
            return same && !before.stale ? before : { kind: "ready", course: answer.data, stale: false };
          }
          const why =
            answer.kind === "refused" ? (answer.problem.status === 404 ? "missing" : "later") : answer.kind;
          if (before.kind === "ready" && why !== "missing") return { ...before, stale: true };
          return { kind: "trouble", why };
        });
      }
      timer = setTimeout(() => void load(), PERIOD_MS);
    };
    void load();
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [patient, days, round]);
  return { state, reload: () => setRound((count) => count + 1) };
}
