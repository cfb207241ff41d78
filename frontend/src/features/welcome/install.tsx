import { useEffect, useState } from "preact/hooks";
import * as m from "~/paraglide/messages";
import { PhoneDrawing } from "~/ui/drawings";

interface InstallEvent extends Event {
  prompt: () => Promise<void>;
}

/** How the app gets onto the home screen: asked where the phone can, told where it cannot. */
export function Install() {
  const [ask, setAsk] = useState<InstallEvent | null>(null);
  const [installed] = useState(() => matchMedia("(display-mode: standalone)").matches);
  useEffect(() => {
    const hold = (event: Event) => {
      event.preventDefault();
      setAsk(event as InstallEvent);
    };
    addEventListener("beforeinstallprompt", hold);
    return () => removeEventListener("beforeinstallprompt", hold);
  }, []);
  if (installed) return null;
  const apple = /iPhone|iPad|iPod/.test(navigator.userAgent);
  return (
    <section class="section">
      <h2 class="row">
        <PhoneDrawing size={40} /> {m.install_title()}
      </h2>
      <p>{m.install_why()}</p>
      {ask ? (
        <div>
          <button type="button" class="button" onClick={() => void ask.prompt()}>
            {m.install_go()}
          </button>
        </div>
      ) : (
        <ol class="install-steps">
          {(apple
            ? [m.install_apple_1(), m.install_apple_2(), m.install_apple_3()]
            : [m.install_android_1(), m.install_android_2()]
          ).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
    </section>
  );
}
