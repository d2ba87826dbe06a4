import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Person } from '../../views/components/person.tsx'
import { nameWeaveSvg } from '../../views/name-weave.ts'

const names = Array.from({ length: 400 }, (_, number) => `Luz ${number}`)

describe('the cloth of a name', () => {
  it('is always the same for one name, and different for most others', () => {
    expect(nameWeaveSvg('Rosa')).toBe(nameWeaveSvg('Rosa'))
    expect(new Set(names.map(nameWeaveSvg)).size).toBeGreaterThan(350)
  })

  it('takes at most 250 bytes, and says nothing but strokes', () => {
    for (const name of [...names, 'Южный ветер', '<script>"']) {
      expect(nameWeaveSvg(name).length, name).toBeLessThanOrEqual(250)
      expect(nameWeaveSvg(name)).toMatch(/^<svg viewBox="0 -\.5 8 8"><path d="[Mmh\d\- ]+"\/><\/svg>$/)
    }
  })

  it('is neither plain nor full, and its own mirror image', () => {
    for (const name of names) {
      const rows = (/d="M0 0([^"]+)"/.exec(nameWeaveSvg(name))?.[1] ?? '').split('m-8 1')
      expect(rows).toHaveLength(8)
      expect(rows).toEqual([...rows].reverse())
      expect(new Set(rows).size, name).toBeGreaterThan(1)
    }
  })

  it('of twenty people weighs less than a kilobyte on the way', () => {
    const people = names
      .slice(0, 20)
      .map((name) => String(<Person name={name}>3 hours ago</Person>))
      .join('')
    expect(brotliCompressSync(people).length).toBeLessThan(1000)
    expect(gzipSync(people).length).toBeLessThan(1200)
  })
})

it('initials stand there as text, where no browser draws the cloth too', () => {
  const person = String(<Person name="Rosa Quispe" />)
  expect(person).toContain('<b>RQ</b>')
  expect(person.replace(/<svg.*?<\/svg>/g, '')).toContain('RQ')
})

it('P8: without a name there is one mark, whatever the words beside it are', () => {
  const mark = (name: string) =>
    /<span class="person__initials".*?<\/span>/s.exec(String(<Person name={name} isUnnamed />))?.[0]
  expect(mark('Somebody, without her name')).toBe(mark('Alguien'))
  expect(mark('Somebody')).not.toContain('svg')
})
