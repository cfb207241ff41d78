import { beforeEach, expect, test, vi } from "vitest";
import { followWhenLost, type Renewal, watchRenewal } from "~/app/renewal";

class Worker extends EventTarget {
  state = "installed";
  sent: unknown[] = [];
  postMessage(message: unknown) {
    this.sent.push(message);
  }
}

/** The browser's side of it: a registration with a worker that waits, and what controls this window. */
function browser({ controlled = true, waiting = new Worker() as Worker | null } = {}) {
  const registration = Object.assign(new EventTarget(), { waiting, installing: null, update: vi.fn() });
  const workers = Object.assign(new EventTarget(), {
    controller: controlled ? new Worker() : null,
    register: async () => registration,
  });
  return { registration, workers, waiting };
}
async function watched(there: ReturnType<typeof browser>) {
  const said: Renewal[] = [];
  const reload = vi.fn();
  watchRenewal(there.workers as unknown as ServiceWorkerContainer, (one) => said.push(one), reload);
  await Promise.resolve();
  await Promise.resolve();
  return { said, reload };
}

beforeEach(() => {
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  vi.stubGlobal("addEventListener", undefined);
});

test("the window that says yes waits for the new worker and begins anew; without a yes nothing happens", async () => {
  const there = browser();
  const { said, reload } = await watched(there);
  expect(said.map((one) => one.kind)).toEqual(["waiting"]);
  expect(there.waiting!.sent).toEqual([]);
  said[0]!.take();
  expect(there.waiting!.sent).toEqual([{ type: "SKIP_WAITING" }]);
  expect(reload).not.toHaveBeenCalled();
  there.workers.dispatchEvent(new Event("controllerchange"));
  expect(reload).toHaveBeenCalledOnce();
});

test("another window is told and asked, and keeps what stands half entered until then", async () => {
  const there = browser();
  const { said, reload } = await watched(there);
  there.workers.dispatchEvent(new Event("controllerchange"));
  expect(said.map((one) => one.kind)).toEqual(["waiting", "elsewhere"]);
  expect(reload).not.toHaveBeenCalled();
  said[1]!.take();
  expect(reload).toHaveBeenCalledOnce();
});

test("a yes that comes after another window's is no dead button", async () => {
  const there = browser();
  const { said, reload } = await watched(there);
  there.waiting!.state = "activated";
  said[0]!.take();
  expect(reload).toHaveBeenCalledOnce();
});

test("the very first worker is no news", async () => {
  const there = browser({ controlled: false, waiting: null });
  const { said, reload } = await watched(there);
  there.workers.dispatchEvent(new Event("controllerchange"));
  expect([said, reload.mock.calls]).toEqual([[], []]);
});

test("a screen that only the version before had leads to the present one, once", () => {
  const page = new EventTarget();
  const kept = new Map<string, string>();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("navigator", { onLine: true });
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  const reload = vi.fn();
  let now = 1_000_000;
  followWhenLost(reload, () => now);
  page.dispatchEvent(new Event("vite:preloadError", { cancelable: true }));
  page.dispatchEvent(new Event("vite:preloadError", { cancelable: true }));
  expect(reload).toHaveBeenCalledTimes(1);
  now += 60_000;
  page.dispatchEvent(new Event("vite:preloadError", { cancelable: true }));
  expect(reload).toHaveBeenCalledTimes(2);
});
