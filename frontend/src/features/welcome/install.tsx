import { useEffect, useState } from "preact/hooks";
import * as m from "~/paraglide/messages";
import { PhoneDrawing } from "~/ui/drawings";
import { installOffer, takeInstallOffer } from "~/ui/install-offer";

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
  // an iPad calls itself a Mac; a Mac has no fingers
  const apple =
    /iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
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
