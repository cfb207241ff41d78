import { useEffect, useState } from "preact/hooks";
import { fetchPushKey, forgetPush } from "~/api/push";
import * as m from "~/paraglide/messages";
import { Check } from "./chips";
import { pushAble, subscribe } from "./push";

/** Whether this browser may be called: on a phone and at a desk alike. */
export function ThisBrowser() {
  const [on, setOn] = useState<boolean | null>(null);
  const [say, setSay] = useState<string | null>(null);
  const able = pushAble();
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
      if (!(await subscribe(registration, answer.data.key))) return setSay(m.push_failed());
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
