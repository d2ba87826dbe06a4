import { button, line } from './elements.ts'
import { blurredCells, type Cover, cellsUnder, gridOf } from './face-cover.ts'

/** Only on pages where pictures are chosen: lets her cover faces before anything is sent. Without it they go as they are. */

const longSide = 1280
const quality = 0.9

/** A picture on its canvas, with what was covered, one stroke after another. */
interface Painted {
  readonly canvas: HTMLCanvasElement
  readonly name: string
  readonly strokes: Set<number>[]
  redraw(): void
}

const start = (holder: HTMLElement): void => {
  const input = document.getElementById(holder.dataset['faceBrush'] ?? '')
  if (!(input instanceof HTMLInputElement) || !('createImageBitmap' in globalThis)) return
  holder.dataset['ready'] = ''
  let working: Promise<void> = Promise.resolve()
  let jobs = 0
  /** One job after another; the form waits for them all, so that nothing goes out uncovered. */
  const work = (job: () => Promise<void>): void => {
    jobs += 1
    working = working.then(job).finally(() => {
      jobs -= 1
    })
  }
  input.form?.addEventListener('submit', (event) => {
    if (jobs === 0) return
    event.preventDefault()
    const { submitter } = event
    void working.then(() => input.form?.requestSubmit(submitter))
  })
  input.addEventListener('change', () => work(() => choose(holder, input, work)))
}

const choose = async (
  holder: HTMLElement,
  input: HTMLInputElement,
  work: (job: () => Promise<void>) => void,
): Promise<void> => {
  const files = Array.from(input.files ?? [])
  const painted: (Painted | File)[] = await Promise.all(files.map((file, index) => open(file, index)))
  const replace = () => work(() => putBack(input, painted))
  await putBack(input, painted)
  holder.replaceChildren(
    ...(painted.length > 0
      ? [line('strong', holder.dataset['title']), line('p', holder.dataset['lead'])]
      : []),
    ...painted.map((picture, index) =>
      picture instanceof File
        ? line('p', holder.dataset['failed'])
        : frame(holder, picture, { index, replace }),
    ),
  )
}

const open = async (file: File, index: number): Promise<Painted | File> => {
  try {
    const original = await createImageBitmap(file)
    const scale = Math.min(1, longSide / Math.max(original.width, original.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(original.width * scale))
    canvas.height = Math.max(1, Math.round(original.height * scale))
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (!context) return file
    const strokes: Set<number>[] = []
    const redraw = () => {
      // What was transparent may hide something still: it lies on white, as on the server.
      context.fillStyle = '#fff'
      context.fillRect(0, 0, canvas.width, canvas.height)
      context.drawImage(original, 0, 0, canvas.width, canvas.height)
      cover(context, covers, strokes)
    }
    let covers: readonly Cover[] = []
    redraw()
    covers = blurredCells(context.getImageData(0, 0, canvas.width, canvas.height))
    return { canvas, name: `picture-${index + 1}.jpg`, strokes, redraw }
  } catch {
    return file
  }
}

const cover = (
  context: CanvasRenderingContext2D,
  covers: readonly Cover[],
  strokes: readonly ReadonlySet<number>[],
): void => {
  for (const cell of new Set(strokes.flatMap((stroke) => [...stroke]))) {
    const square = covers[cell]
    if (!square) continue
    context.fillStyle = square.colour
    context.fillRect(square.left, square.top, square.size, square.size)
  }
}

const frame = (
  holder: HTMLElement,
  picture: Painted,
  { index, replace }: { readonly index: number; readonly replace: () => void },
): HTMLElement => {
  const { canvas, strokes, redraw } = picture
  const figure = document.createElement('figure')
  const name = (holder.dataset['picture'] ?? '').replace('#', String(index + 1))
  canvas.className = 'brush'
  canvas.setAttribute('role', 'img')
  canvas.setAttribute('aria-label', name)
  listenToBrush(picture, replace)
  const buttons = document.createElement('div')
  buttons.className = 'cluster'
  buttons.append(
    button(holder.dataset['undo'], () => {
      strokes.pop()
      redraw()
      replace()
    }),
    button(holder.dataset['all'], () => {
      const { columns, rows } = gridOf(canvas)
      strokes.push(new Set(Array.from({ length: columns * rows }, (_, cell) => cell)))
      redraw()
      replace()
    }),
  )
  figure.append(line('figcaption', name), canvas, buttons)
  return figure
}

const listenToBrush = ({ canvas, strokes, redraw }: Painted, replace: () => void): void => {
  let stroke: Set<number> | undefined
  const paint = (event: PointerEvent): void => {
    if (!stroke) return
    const box = canvas.getBoundingClientRect()
    const x = ((event.clientX - box.left) / box.width) * canvas.width
    const y = ((event.clientY - box.top) / box.height) * canvas.height
    for (const cell of cellsUnder(canvas, x, y)) stroke.add(cell)
    redraw()
  }
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId)
    stroke = new Set()
    strokes.push(stroke)
    paint(event)
    event.preventDefault()
  })
  canvas.addEventListener('pointermove', paint)
  for (const end of ['pointerup', 'pointercancel'])
    canvas.addEventListener(end, () => {
      if (stroke) replace()
      stroke = undefined
    })
}

/** Puts what the canvases show into the field, in place of the files that were chosen. */
const putBack = async (input: HTMLInputElement, painted: readonly (Painted | File)[]): Promise<void> => {
  const files = new DataTransfer()
  for (const picture of painted) files.items.add(picture instanceof File ? picture : await drawn(picture))
  input.files = files.files
}

const drawn = async ({ canvas, name }: Painted): Promise<File> => {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
  // Never the file that was chosen: an empty one is refused with words, an uncovered one would be shown.
  return new File(blob ? [blob] : [' '], name, { type: 'image/jpeg' })
}

for (const holder of document.querySelectorAll<HTMLElement>('[data-face-brush]:not([data-ready])'))
  start(holder)
