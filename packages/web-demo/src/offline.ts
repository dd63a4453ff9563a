/** Keeps the whole site on the device after a first visit, where it is served rather than developed. */
export function offerOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const url = new URL("service-worker.js", document.baseURI).href;
  navigator.serviceWorker.register(url).catch(() => {
    // Some hosts and frames refuse service workers: the site then needs the network.
  });
}
