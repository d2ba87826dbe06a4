import type { Exhibit } from './exhibit.ts'

/** A picture of an exhibit; `file` is relative to the page. */
export interface Picture {
  readonly exhibit: Exhibit
  readonly file: string
  /** Language, width and scheme. */
  readonly caption: string
  readonly width: number
}

/** All pictures side by side, by route and state; they load as they come into view. */
export function indexPage(pictures: readonly Picture[], notes: readonly string[]): string {
  const routes = groupBy(pictures, ({ exhibit }) => exhibit.route)
  const contents = [...routes.keys()].map((route) => `<li><a href="#${idOf(route)}">${escaped(route)}</a>`)
  const sections = [...routes].map(([route, ofRoute]) => {
    const states = groupBy(ofRoute, ({ exhibit }) => `${exhibit.state} · ${exhibit.as} · ${exhibit.path}`)
    const rows = [...states].map(
      ([state, shown]) => `<h3>${escaped(state)}</h3><div>${shown.map(figure).join('')}</div>`,
    )
    return `<section id="${idOf(route)}"><h2>${escaped(route)}</h2>${rows.join('\n')}</section>`
  })
  const told =
    notes.length > 0
      ? `<h2>Look here</h2><ul>${notes.map((note) => `<li>${escaped(note)}`).join('')}</ul>`
      : ''
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Gallery</title><style>${style}</style><body><h1>Gallery</h1><p>${pictures.length} pictures of ${routes.size} pages</p>
${told}<details><summary>Pages</summary><ol>${contents.join('')}</ol></details>
${sections.join('\n')}</body></html>`
}

function groupBy(pictures: readonly Picture[], keyOf: (picture: Picture) => string): Map<string, Picture[]> {
  const groups = new Map<string, Picture[]>()
  for (const picture of pictures) {
    const key = keyOf(picture)
    groups.set(key, [...(groups.get(key) ?? []), picture])
  }
  return groups
}

const figure = ({ file, caption, width }: Picture): string =>
  `<figure><a href="${file}"><img loading="lazy" width="${Math.min(width, 640)}" src="${file}" alt=""></a><figcaption>${escaped(caption)}</figcaption></figure>`

const idOf = (route: string): string => `page${route.replace(/[^\w-]/g, '_')}`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:1rem;background:#eee;color:#222}
h2{border-top:2px solid;padding-top:.5rem;font-family:monospace}h3{font-weight:400}
div{display:flex;gap:1rem;overflow-x:auto;align-items:start}figure{margin:0}
img{height:auto;background:#fff;min-height:12rem;box-shadow:0 1px 4px #0005}`
