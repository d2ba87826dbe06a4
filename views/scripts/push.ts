/**
 * Lets this device be woken when something new is there, or no more. Only on the page of these settings, which says
 * what the browser's maker learns by it; without this script it says that the device cannot be woken.
 */

/** Adds a button that does its work once, and says so when it could not be done. */
const addButton = (holder: HTMLElement, text: string, act: () => Promise<void>): void => {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button'
  button.dataset['kind'] = 'secondary'
  button.textContent = text
  button.addEventListener('click', () => {
    button.disabled = true
    act().catch(() => {
      button.disabled = false
      say(holder, holder.dataset['failed'])
    })
  })
  holder.append(button)
}

const say = (holder: HTMLElement, text: string | undefined): void => {
  const line = holder.querySelector('[data-push-state]')
  if (line && text) line.textContent = text
}

/** Sends a form of its own, so that the answer is a page like any other. */
const send = (action: string, endpoint: string): void => {
  const form = document.createElement('form')
  const field = document.createElement('input')
  form.method = 'post'
  form.action = action
  form.hidden = true
  field.name = 'endpoint'
  field.value = endpoint
  form.append(field)
  document.body.append(form)
  form.submit()
}

const switchOn = async (holder: HTMLElement): Promise<void> => {
  const { key, worker, refused } = holder.dataset
  if (!key || !worker) return
  if ((await Notification.requestPermission()) !== 'granted') return say(holder, refused)
  await navigator.serviceWorker.register(worker)
  const { pushManager } = await navigator.serviceWorker.ready
  // One that was made for another key cannot be used again.
  await (await pushManager.getSubscription())?.unsubscribe()
  const { endpoint } = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  send('/notifications/devices', endpoint)
}

const switchOff = async (subscription: PushSubscription): Promise<void> => {
  await subscription.unsubscribe()
  send('/notifications/devices/end', subscription.endpoint)
}

const start = async (holder: HTMLElement): Promise<void> => {
  const { on, off, devices } = holder.dataset
  if (!on || !off) return
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager.getSubscription()
  holder.querySelector('[data-push-state]')?.replaceChildren()
  // The server forgets a device when its session ends: then there is something to switch on again.
  if (subscription && devices !== '0') addButton(holder, off, () => switchOff(subscription))
  else addButton(holder, on, () => switchOn(holder))
}

const holder = document.querySelector<HTMLElement>('[data-push]')
if (holder) {
  const isAble = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
  if (isAble) void start(holder).catch(() => say(holder, holder.dataset['failed']))
  else say(holder, holder.dataset['unable'])
}

export {}
