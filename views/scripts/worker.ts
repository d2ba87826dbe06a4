/**
 * What the browser keeps to show that something new is there. The sign that wakes it is empty, and its words say
 * nothing (P12): `/worker.js` puts them down before it brings this in. It never fetches, and stands in no page's way.
 */

interface Waking extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface Tapped extends Waking {
  readonly notification: Notification
}

declare const words: {
  readonly title: string
  readonly text: string
  readonly icon: string
  readonly lang: string
}
declare const registration: ServiceWorkerRegistration
declare const clients: { openWindow(url: string): Promise<unknown> }
declare function addEventListener(type: 'push', listener: (event: Waking) => void): void
declare function addEventListener(type: 'notificationclick', listener: (event: Tapped) => void): void

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
