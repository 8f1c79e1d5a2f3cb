/** The app's service worker, once it runs. Only secure origins have one, and not while one develops. */
export async function workerRegistration(): Promise<ServiceWorkerRegistration | null> {
  const { serviceWorker } = navigator as Partial<Navigator>
  const registration = await serviceWorker?.getRegistration().catch(() => undefined)
  return registration && serviceWorker ? serviceWorker.ready : null
}
