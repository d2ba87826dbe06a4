/**
 * What the browser keeps of us: a sign that something new is there, and a page that says that there is no connection.
 * The sign that wakes it is empty, and its words say nothing (P12): `/worker.js` puts them down before it brings this
 * in. It keeps that one page and the built files it needs, which are the same for everybody, and nothing else ever.
 */

interface Waking extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface Tapped extends Waking {
  readonly notification: Notification
}

interface Fetching extends Waking {
  readonly request: Request
  readonly preloadResponse: Promise<Response | undefined>
  respondWith(answer: Promise<Response>): void
}

declare const words: {
  readonly title: string
  readonly text: string
  readonly icon: string
  readonly lang: string
  /** The page for a lost connection, and then what it needs. */
  readonly kept: readonly [page: string, ...files: string[]]
}
declare const registration: ServiceWorkerRegistration
declare const clients: { openWindow(url: string): Promise<unknown> }
declare function skipWaiting(): Promise<void>
declare function addEventListener(
  type: 'install' | 'activate' | 'push',
  listener: (event: Waking) => void,
): void
declare function addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
declare function addEventListener(type: 'notificationclick', listener: (event: Tapped) => void): void

/** Another build or language is another cache. */
const cacheName = words.kept.join(' ')

const keep = async (): Promise<void> => {
  await (await caches.open(cacheName)).addAll([...words.kept])
  await skipWaiting()
}

const begin = async (): Promise<void> => {
  for (const name of await caches.keys()) if (name !== cacheName) await caches.delete(name)
  // Pages are asked for while this wakes up: an old phone takes its time.
  await registration.navigationPreload?.enable()
}

const pageOf = async ({ request, preloadResponse }: Fetching): Promise<Response> => {
  try {
    return (await preloadResponse) ?? (await fetch(request))
  } catch {
    return (await caches.match(words.kept[0])) ?? Response.error()
  }
}

addEventListener('install', (event) => event.waitUntil(keep()))
addEventListener('activate', (event) => event.waitUntil(begin()))

addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname } = new URL(request.url)
  // Forms and leaving go past it, so that the server sees from the browser itself where they come from.
  if (request.method !== 'GET' || pathname === '/leave') return
  if (request.mode === 'navigate') event.respondWith(pageOf(event))
  else if (words.kept.includes(pathname))
    event.respondWith(caches.match(request).then((file) => file ?? fetch(request)))
})

addEventListener('push', (event) => {
  const { title, text, icon, lang } = words
  // One and the same each time: ten signs are not ten lines on a locked screen.
  event.waitUntil(registration.showNotification(title, { body: text, icon, lang, tag: 'reminder' }))
})

addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(clients.openWindow('/'))
})

export {}
