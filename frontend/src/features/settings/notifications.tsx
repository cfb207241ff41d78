import { useEffect, useState } from "preact/hooks";
import { fetchPushKey, forgetPush, openCalendar, registerPush } from "~/api/push";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { save } from "~/sync/client";
import { Check } from "~/ui/chips";

/** How this person may be reached outside the app: mail, this browser, a calendar. Nothing of it carries clinical words. */
export function Notifications({ profile }: { profile: Profile | null }) {
  const settings = profile?.settings ?? {};
  return (
    <div class="stack">
      <Check
        label={m.settings_email()}
        checked={settings.email !== false}
        onChange={(email) => void save([{ kind: "setting", email }])}
      />
      <ThisBrowser />
      {profile && <Calendar patient={profile.id} />}
    </div>
  );
}

const bytesOf = (key: string) => {
  const text = atob(key.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
};

function ThisBrowser() {
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

function Calendar({ patient }: { patient: string }) {
  const [address, setAddress] = useState<string | null>(null);
  return (
    <div class="stack-tight">
      {address ? (
        <div class="notice">
          <p class="small">{m.calendar_once()}</p>
          <p class="strong">{address}</p>
        </div>
      ) : (
        <div>
          <button
            type="button"
            class="button"
            onClick={async () => {
              const answer = await openCalendar(patient);
              if (answer.kind === "ok") setAddress(answer.data.url);
            }}
          >
            {m.calendar_open()}
          </button>
        </div>
      )}
      <p class="small quiet">{m.calendar_say()}</p>
    </div>
  );
}
