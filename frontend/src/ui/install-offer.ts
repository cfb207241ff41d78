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
}

export const installOffer = (): InstallOffer | null => offer;

/** An offer can be taken up once. */
export async function takeInstallOffer(): Promise<void> {
  const taken = offer;
  offer = null;
  await taken?.prompt();
}
