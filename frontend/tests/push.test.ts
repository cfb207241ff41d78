import { beforeEach, expect, test, vi } from "vitest";
import { bytesOf, renewPush } from "~/ui/push";

const OLD = "BOld";
const NEW = "BNew";
const api = vi.hoisted(() => ({ fetchPushKey: vi.fn(), forgetPush: vi.fn(), registerPush: vi.fn() }));
vi.mock("~/api/push", () => api);

function browser(bound: string | null) {
  const old = bound && {
    endpoint: "https://push.example/old",
    toJSON: () => ({ endpoint: "https://push.example/old", keys: { p256dh: "q", auth: "b" } }),
    options: { applicationServerKey: bytesOf(bound).buffer },
    unsubscribe: vi.fn(async () => true),
  };
  const fresh = {
    toJSON: () => ({ endpoint: "https://push.example/new", keys: { p256dh: "p", auth: "a" } }),
    unsubscribe: vi.fn(async () => true),
  };
  const pushManager = { getSubscription: vi.fn(async () => old), subscribe: vi.fn(async () => fresh) };
  vi.stubGlobal("PushManager", class {});
  vi.stubGlobal("navigator", { serviceWorker: { getRegistration: async () => ({ pushManager }) } });
  return { old, fresh, pushManager };
}

beforeEach(() => {
  vi.resetAllMocks();
  api.fetchPushKey.mockResolvedValue({ kind: "ok", data: { key: NEW } });
  api.registerPush.mockResolvedValue({ kind: "ok", data: null });
});

test("a browser bound to another key of the server subscribes anew", async () => {
  const { old, pushManager } = browser(OLD);
  await renewPush();
  expect(old && old.unsubscribe).toHaveBeenCalledOnce();
  expect(api.forgetPush).toHaveBeenCalledWith("https://push.example/old");
  expect(pushManager.subscribe).toHaveBeenCalledWith({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(NEW),
  });
  expect(api.registerPush).toHaveBeenCalledWith({
    endpoint: "https://push.example/new",
    keys: { p256dh: "p", auth: "a" },
  });
});

test("with the key that it has, it says to the session of now that it may be called", async () => {
  const { old, pushManager } = browser(NEW);
  await renewPush();
  expect(old && old.unsubscribe).not.toHaveBeenCalled();
  expect(pushManager.subscribe).not.toHaveBeenCalled();
  expect(api.registerPush).toHaveBeenCalledWith({
    endpoint: "https://push.example/old",
    keys: { p256dh: "q", auth: "b" },
  });
});

test("a browser that nobody wanted to be called asks nothing", async () => {
  browser(null);
  await renewPush();
  expect(api.fetchPushKey).not.toHaveBeenCalled();
});

test("while the server is away or push is off, the old subscription stays", async () => {
  const { old } = browser(OLD);
  for (const answer of [{ kind: "later" }, { kind: "ok", data: { key: null } }]) {
    api.fetchPushKey.mockResolvedValue(answer);
    await renewPush();
  }
  expect(old && old.unsubscribe).not.toHaveBeenCalled();
});

test("what the server does not take is not kept here either", async () => {
  const { fresh } = browser(OLD);
  api.registerPush.mockResolvedValue({ kind: "refused" });
  await renewPush();
  expect(fresh.unsubscribe).toHaveBeenCalledOnce();
});
