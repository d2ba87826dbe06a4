/**
 * What the browser keeps of us: for members a page that says that there is no connection (`worker.ts`), and words that
 * could not be sent. Whoever is signed out finds nothing of either; a page that is locked or broken signs nobody out.
 */
export const keepOnlyForMembers = (): void => {
  const { worker } = document.body.dataset
  if (worker) {
    // After everything else: the first page on a slow line comes first.
    addEventListener('load', () => void navigator.serviceWorker?.register(worker).catch(() => undefined))
  } else if (!document.querySelector('[data-no-connection], [data-keep]')) void forgetKept()
}

/** Takes away all of it that a script can. */
export const forgetKept = async (): Promise<void> => {
  sessionStorage.clear()
  for (const registration of (await navigator.serviceWorker?.getRegistrations()) ?? [])
    await registration.unregister()
  for (const name of (await globalThis.caches?.keys()) ?? []) await caches.delete(name)
}
