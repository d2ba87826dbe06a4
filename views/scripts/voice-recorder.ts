import { button, line } from './elements.ts'

/** Only on pages where a voice message can be sent: records one. Without it she chooses a recording as a file. */

const bitsPerSecond = 24_000
/** What the server takes; browsers that record something else leave the field for files. */
const types = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus']

const start = (holder: HTMLElement): void => {
  const input = document.getElementById(holder.dataset['voiceRecorder'] ?? '')
  const type = types.find((name) => globalThis.MediaRecorder?.isTypeSupported(name))
  if (!(input instanceof HTMLInputElement) || !type || !navigator.mediaDevices?.getUserMedia) return
  offerRecording(holder, input, type)
}

const offerRecording = (holder: HTMLElement, input: HTMLInputElement, type: string, said?: string): void => {
  holder.replaceChildren(
    ...(said === undefined ? [] : [announced(said)]),
    button(holder.dataset['record'], async () => {
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } })
        record(holder, input, { stream, type })
      } catch {
        offerRecording(holder, input, type, holder.dataset['refused'])
      }
    }),
  )
}

const record = (
  holder: HTMLElement,
  input: HTMLInputElement,
  { stream, type }: { readonly stream: MediaStream; readonly type: string },
): void => {
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: bitsPerSecond })
  const parts: Blob[] = []
  const end = performance.now() + Number(holder.dataset['seconds']) * 1000
  const left = line('p')
  const stop = (): void => {
    if (recorder.state !== 'inactive') recorder.stop()
  }
  const count = (): void => {
    const seconds = Math.ceil((end - performance.now()) / 1000)
    left.textContent = `${holder.dataset['left'] ?? ''}: ${Math.max(0, seconds)}`
    if (seconds <= 0) stop()
  }
  const timer = setInterval(count, 200)
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
  recorder.addEventListener('stop', () => {
    clearInterval(timer)
    // The microphone's light goes out at once.
    for (const track of stream.getTracks()) track.stop()
    offerListening(holder, input, new Blob(parts, { type }))
  })
  recorder.start()
  count()
  const stopButton = button(holder.dataset['stop'], stop)
  holder.replaceChildren(left, stopButton)
  stopButton.focus()
}

const offerListening = (holder: HTMLElement, input: HTMLInputElement, recorded: Blob): void => {
  const [type = ''] = recorded.type.split(';')
  const files = new DataTransfer()
  files.items.add(new File([recorded], type === 'audio/ogg' ? 'voice.ogg' : 'voice.webm', { type }))
  input.files = files.files
  const url = URL.createObjectURL(recorded)
  const player = document.createElement('audio')
  player.controls = true
  player.src = url
  player.setAttribute('aria-label', holder.dataset['player'] ?? '')
  const again = button(holder.dataset['again'], () => {
    URL.revokeObjectURL(url)
    input.value = ''
    start(holder)
    holder.querySelector('button')?.focus()
  })
  holder.replaceChildren(announced(holder.dataset['recorded']), player, again)
}

const announced = (text: string | undefined): HTMLElement => {
  const element = line('p', text)
  element.setAttribute('role', 'status')
  return element
}

for (const holder of document.querySelectorAll<HTMLElement>('[data-voice-recorder]')) start(holder)
