import { fetchPushKey, forgetPush, registerPush } from "~/api/push";

export const pushAble = () => "serviceWorker" in navigator && "PushManager" in globalThis;

export const bytesOf = (key: string) => {
  const text = atob(key.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
};

/** Subscribes this browser and tells the server; false when the server did not take it. */
export async function subscribe(registration: ServiceWorkerRegistration, key: string): Promise<boolean> {
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(key),
  });
  if (await tell(subscription)) return true;
  await subscription.unsubscribe();
  return false;
}

async function tell(subscription: PushSubscription): Promise<boolean> {
  const { endpoint, keys } = subscription.toJSON();
  const kept = await registerPush({
    endpoint: endpoint!,
    keys: { p256dh: keys!.p256dh!, auth: keys!.auth! },
  });
  return kept.kind === "ok";
}

/**
 * A subscription is bound to the server's key for good. When that has changed, nobody can call this browser any more:
 * it subscribes anew, without asking, as it was allowed before. It also belongs to the session in which it was made: in each
 * new one the browser says again that it may be called.
 */
export async function renewPush(): Promise<void> {
  if (!pushAble()) return;
  const registration = await navigator.serviceWorker.getRegistration();
  const old = await registration?.pushManager.getSubscription();
  if (!registration || !old) return;
  const answer = await fetchPushKey();
  if (answer.kind !== "ok" || !answer.data.key) return;
  const bound = old.options.applicationServerKey;
  const wanted = bytesOf(answer.data.key);
  if (bound && String(new Uint8Array(bound)) === String(wanted)) return void (await tell(old));
  await old.unsubscribe();
  await forgetPush(old.endpoint);
  await subscribe(registration, answer.data.key);
}
