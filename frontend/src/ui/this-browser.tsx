import { useEffect, useState } from "preact/hooks";
import { fetchPushKey, forgetPush, registerPush } from "~/api/push";
import * as m from "~/paraglide/messages";
import { Check } from "./chips";

const bytesOf = (key: string) => {
  const text = atob(key.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
};

/** Whether this browser may be called: on a phone and at a desk alike. */
export function ThisBrowser() {
  const [on, setOn] = useState<boolean | null>(null);
  const [say, setSay] = useState<string | null>(null);
  const able = "serviceWorker" in navigator && "PushManager" in globalThis;
  useEffect(() => {
    if (!able) return;
    void navigator.serviceWorker
      .getRegistration()
      .then((registration) => registration?.pushManager.getSubscription())
      .then((subscription) => setOn(Boolean(subscription)));
  }, []);
  if (!able || on === null) return null;

  const turnOn = async () => {
    const answer = await fetchPushKey();
    if (answer.kind !== "ok") return setSay(m.push_failed());
    if (!answer.data.key) return setSay(m.push_off_here());
    if ((await Notification.requestPermission()) !== "granted") return setSay(m.push_denied());
    try {
      const registration = await navigator.serviceWorker.ready;
      const subscription = await registration.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: bytesOf(answer.data.key),
      });
      const { endpoint, keys } = subscription.toJSON();
      const kept = await registerPush({
        endpoint: endpoint!,
        keys: { p256dh: keys!.p256dh!, auth: keys!.auth! },
      });
      if (kept.kind !== "ok") {
        await subscription.unsubscribe();
        return setSay(m.push_failed());
      }
      setOn(true);
      setSay(null);
    } catch {
      setSay(m.push_failed());
    }
  };
  const turnOff = async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const subscription = await registration?.pushManager.getSubscription();
    if (subscription) {
      await forgetPush(subscription.endpoint);
      await subscription.unsubscribe();
    }
    setOn(false);
  };
  return (
    <div>
      <Check label={m.push_here()} checked={on} onChange={(value) => void (value ? turnOn() : turnOff())} />
      {say && (
        <p class="small" role="status">
          {say}
        </p>
      )}
    </div>
  );
}
