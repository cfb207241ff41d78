import { useEffect, useState } from "preact/hooks";
import * as m from "~/paraglide/messages";
import { PhoneDrawing } from "~/ui/drawings";
import { installOffer, takeInstallOffer } from "~/ui/install-offer";

/** Whose steps to tell. An iPad calls itself a Mac, but a Mac has no fingers; a desk without an offer has no steps at all. */
export function deviceOf(userAgent: string, fingers: number): "apple" | "android" | "desk" {
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && fingers > 1)) return "apple";
  return /Android|Mobile/.test(userAgent) ? "android" : "desk";
}

/** How the app gets onto the home screen: asked where the phone can, told where it cannot. */
export function Install() {
  const [offered, setOffered] = useState(() => installOffer() !== null);
  const [installed] = useState(() => matchMedia("(display-mode: standalone)").matches);
  useEffect(() => {
    const look = () => setOffered(installOffer() !== null);
    addEventListener("toh:install", look);
    return () => removeEventListener("toh:install", look);
  }, []);
  if (installed) return null;
  const device = deviceOf(navigator.userAgent, navigator.maxTouchPoints);
  return (
    <section class="section">
      <h2 class="row">
        <PhoneDrawing size={40} /> {m.install_title()}
      </h2>
      <p>{m.install_why()}</p>
      {offered ? (
        <div>
          <button
            type="button"
            class="button"
            onClick={() => {
              void takeInstallOffer();
              setOffered(false);
            }}
          >
            {m.install_go()}
          </button>
        </div>
      ) : device === "desk" ? (
        <p>{m.install_desk()}</p>
      ) : (
        <ol class="install-steps">
          {(device === "apple"
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
