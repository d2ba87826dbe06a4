import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ComponentsPage } from '../../views/dev/components-page.tsx'
import { createTestApp } from '../support/app.ts'
import { t } from './shells.ts'

/** They belong to one kind of work, and stand beside its pages. */
const besideTheirPages = ['DecisionBar', 'LiveState', 'Poll', 'SavedWords', 'UndoLine']

const folder = new URL('../../views/components/', import.meta.url)

/** Every function with a capital letter that a file of the folder exports: a component. */
const exported = async (): Promise<string[]> => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.tsx'))
  const modules: Record<string, unknown>[] = await Promise.all(
    files.map((file) => import(new URL(file, folder).href)),
  )
  return modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) =>
      typeof value === 'function' && /^[A-Z]/.test(name) ? [name] : [],
    ),
  )
}

it('shows every component that there is, once, and nothing that there is not', async () => {
  const page = String(<ComponentsPage t={t} now={new Date('2026-11-22T12:00:00Z')} />)
  const shown = [...page.matchAll(/data-component="(\w+)"/g)].map(([, name]) => name)
  expect(shown.toSorted()).toEqual([...(await exported()), ...besideTheirPages].toSorted())
  const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

it('is there for those who work on the program', async () => {
  const { request } = await createTestApp({ isDevelopment: true })
  const answer = await request('/dev/components')
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('data-component="Person"')
})

it('P2: anywhere else its address is one that does not exist', async () => {
  const { request } = await createTestApp()
  const [page, nothing] = await Promise.all([request('/dev/components'), request('/dev/nothing')])
  expect(page.status).toBe(404)
  expect(await page.text()).toBe(await nothing.text())
  expect([...page.headers].toSorted()).toEqual([...nothing.headers].toSorted())
})
