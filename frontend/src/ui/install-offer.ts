import { askLasting } from "~/store/lasting";

export interface InstallOffer extends Event {
  prompt: () => Promise<void>;
}

let offer: InstallOffer | null = null;

/** The browser offers the home screen once, soon after the page has opened: kept until a screen asks for it. */
export function keepInstallOffer(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event as InstallOffer;
    dispatchEvent(new Event("toh:install"));
  });
  // on the home screen it is an app, and browsers then keep what lies in it
  addEventListener("appinstalled", () => void askLasting());
}

export const installOffer = (): InstallOffer | null => offer;

/** An offer can be taken up once. */
export async function takeInstallOffer(): Promise<void> {
  const taken = offer;
  offer = null;
  await taken?.prompt();
}
