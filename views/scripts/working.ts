import { putBeside } from './trouble.ts'

/** Before that a page simply comes. In milliseconds. */
const patience = 1_000

/** Says beside a press, once it takes long, that it is being worked on; gives what takes that away. */
export const showWorking = (pressed: Element): (() => void) => {
  const said = document.createElement('p')
  said.setAttribute('role', 'status')
  // Takes no room in a row of buttons before it says something.
  said.className = 'visually-hidden'
  putBeside(pressed, said)
  const timer = setTimeout(() => {
    const label = document.createElement('label')
    label.append(`${document.body.dataset['working'] ?? ''} `, document.createElement('progress'))
    said.append(label)
    said.className = ''
  }, patience)
  return () => {
    clearTimeout(timer)
    said.remove()
  }
}
