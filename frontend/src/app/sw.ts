/// <reference lib="webworker" />
/** Keeps the shell on the phone, opens without a connection, and shows notifications that carry no clinical words. */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(
  new NavigationRoute(createHandlerBoundToURL("/index.html"), {
    // a health link has a page of its own, which holds nothing of the app
    denylist: [/^\/(link|api|admin|_allauth|accounts|static|healthz|readyz|metrics|fhir)(\/|$)/],
  }),
);

self.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") void self.skipWaiting();
});

self.addEventListener("push", (event) => {
  let data: { title?: string; body?: string; topic?: string; url?: string } = {};
  try {
    data = event.data?.json() ?? {};
  } catch {
    data = {};
  }
  event.waitUntil(
    self.registration.showNotification(data.title ?? "TOH Tracker", {
      body: data.body ?? "",
      tag: data.topic,
      icon: "/icon-192.png",
      badge: "/icon-192.png",
      data: { url: data.url ?? "/more/messages" },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? "/", self.location.origin);
  if (url.origin !== self.location.origin) return;
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then(async (windows) => {
      const open = windows.find((one) => one.visibilityState === "visible") ?? windows[0];
      // a window that this worker does not control cannot be led anywhere: then a new one opens
      const led = open && (await open.navigate(url.href).catch(() => null));
      if (led) await led.focus().catch(() => undefined);
      else await self.clients.openWindow(url.href);
    }),
  );
});
