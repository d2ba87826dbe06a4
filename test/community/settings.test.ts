import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeQuestions } from '../../src/community/change-questions.ts'
import { changeSettings } from '../../src/community/change-settings.ts'
import { changeTexts } from '../../src/community/change-texts.ts'
import { readQuestions, readTexts } from '../../src/community/queries.ts'
import { readSettings } from '../../src/community/settings.ts'
import { readChangeableSettings } from '../../src/community/settings-queries.ts'
import type { SettingsChange } from '../../src/community/settings-rules.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

let app: TestApp
let admin: Awaited<ReturnType<TestApp['member']>>
let moderator: Awaited<ReturnType<TestApp['member']>>
let member: Awaited<ReturnType<TestApp['member']>>
const cookies: Record<string, string> = {}
beforeAll(async () => {
  app = await createTestApp()
  admin = await app.member({ roles: ['moderator', 'admin'] })
  moderator = await app.member({ roles: ['moderator'] })
  member = await app.member()
  for (const [name, { id }] of Object.entries({ admin, moderator, member }))
    cookies[name] = await app.signIn(id)
})
afterAll(() => app.close())

const version = async () => (await readChangeableSettings(admin.ctx))?.version ?? 0

const people: SettingsChange = {
  section: 'people',
  doorOpen: false,
  approvalsNeeded: 2,
  invitePolicy: 'members',
  alertPolicy: 'moderators',
  memberMessages: true,
}
const retention: SettingsChange = {
  section: 'retention',
  newcomerDays: 0,
  postDays: null,
  messageDays: 30,
  inactiveMonths: 24,
}

const send = (who: string, path: string, fields: Record<string, string>) =>
  app.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { cookie: cookies[who] ?? '', origin: app.origin },
  })

describe('the settings', () => {
  it('of who comes in are changed by moderators, everything else by admins only, nothing by members', async () => {
    expect((await changeSettings(moderator.ctx, { version: await version(), change: people })).ok).toBe(true)
    expect((await readSettings(admin.ctx)).doorOpen).toBe(false)
    for (const { ctx } of [moderator, member]) {
      const refused = await changeSettings(ctx, { version: await version(), change: retention })
      expect(refused).toMatchObject({ ok: false, refusals: [{ kind: 'forbidden' }] })
    }
    expect(await changeSettings(member.ctx, { version: await version(), change: people })).toMatchObject({
      refusals: [{ kind: 'forbidden' }],
    })
    expect((await changeSettings(admin.ctx, { version: await version(), change: retention })).ok).toBe(true)
    expect(await readChangeableSettings(admin.ctx)).toMatchObject({ newcomerDays: 0, inactiveMonths: 24 })
  })

  it('let a moderator ask for a second pair of eyes, and only an admin do without it again', async () => {
    const two: SettingsChange = { ...people, approvalsNeeded: 2 }
    const one: SettingsChange = { ...people, approvalsNeeded: 1 }
    expect((await changeSettings(moderator.ctx, { version: await version(), change: two })).ok).toBe(true)
    expect(await changeSettings(moderator.ctx, { version: await version(), change: one })).toMatchObject({
      refusals: [{ field: 'approvalsNeeded', message: 'settings.errors.fewerEyes' }],
    })
    expect((await changeSettings(admin.ctx, { version: await version(), change: one })).ok).toBe(true)
  })

  it('are recorded with every change, and not when nothing was changed', async () => {
    const acts = async () =>
      (
        await app.db
          .selectFrom('moderationActs')
          .select('sequence')
          .where('act', '=', 'settings-changed')
          .execute()
      ).length
    const before = await acts()
    await changeSettings(admin.ctx, { version: await version(), change: retention })
    await changeSettings(admin.ctx, { version: (await version()) - 1, change: retention })
    await changeSettings(admin.ctx, { version: await version(), change: { ...retention, messageDays: 1 } })
    expect(await acts()).toBe(before + 1)
  })

  it.each<[string, SettingsChange]>([
    ['messageDays', { ...retention, messageDays: 6 }],
    ['newcomerDays', { ...retention, newcomerDays: Number.NaN }],
    ['inactiveMonths', { ...retention, inactiveMonths: 5 }],
    ['postDays', { ...retention, postDays: 4000 }],
    ['invitePolicy', { ...people, invitePolicy: 'everybody' }],
    ['approvalsNeeded', { ...people, approvalsNeeded: 3 }],
    ['timeZone', { section: 'quiet', timeZone: 'Moon/Base', quietFrom: null, quietUntil: null }],
    ['quietUntil', { section: 'quiet', timeZone: 'Asia/Jakarta', quietFrom: 22, quietUntil: null }],
    ['quietFrom', { section: 'quiet', timeZone: 'Asia/Jakarta', quietFrom: 24, quietUntil: 6 }],
    ['name', { section: 'community', name: '', defaultLocale: 'en', locales: [] }],
    ['defaultLocale', { section: 'community', name: 'Harbour', defaultLocale: 'xx', locales: [] }],
  ])('refuse a wrong %s beside its field', async (field, change) => {
    const result = await changeSettings(admin.ctx, { version: await version(), change })
    expect(result).toMatchObject({ ok: false, refusals: [{ kind: 'invalid', field }] })
  })

  it('changed by two people at once keep the first, and the second sees it with her own words kept', async () => {
    const started = await version()
    const [first, second] = await Promise.all(
      ['First rules', 'Second rules'].map((rules) =>
        changeTexts(admin.ctx, { version: started, locale: 'en', rules, welcome: '' }),
      ),
    )
    expect([first?.ok, second?.ok].filter(Boolean)).toHaveLength(1)
    const kept = (await readTexts(admin.ctx, ['en']))?.rules
    const response = await send('admin', '/settings/texts/en', {
      version: String(started),
      rules: 'Third rules',
      welcome: '',
    })
    const html = await response.text()
    expect(response.status).toBe(409)
    expect(html).toContain('Third rules')
    expect(html).toContain(String(kept))
    expect(html).toContain(`name="version" value="${await version()}"`)
  })

  it('hold texts by language; a language without any shows the community’s own', async () => {
    await changeTexts(admin.ctx, { version: await version(), locale: 'en', rules: 'Be kind', welcome: '' })
    await changeTexts(admin.ctx, {
      version: await version(),
      locale: 'es',
      rules: 'Con cariño',
      welcome: 'Hola',
    })
    expect(await readTexts(admin.ctx, ['es'])).toMatchObject({ rules: 'Con cariño', welcome: 'Hola' })
    await changeTexts(admin.ctx, { version: await version(), locale: 'es', rules: '', welcome: '' })
    expect(await readTexts(admin.ctx, ['es'])).toMatchObject({ rules: 'Be kind', locale: 'en' })
    const without = await changeTexts(admin.ctx, {
      version: await version(),
      locale: 'en',
      rules: '',
      welcome: '',
    })
    expect(without).toMatchObject({ refusals: [{ field: 'rules' }] })
  })

  it('keep a question’s id through its changes, ask a removed one no more, and let nobody revive it', async () => {
    const question = (prompt: string, id = '', required = false) => ({
      id,
      required,
      prompts: { en: prompt },
    })
    await changeQuestions(admin.ctx, {
      version: await version(),
      questions: [question('Who told you about us?'), question('What do you hope for?')],
    })
    const [first, second] = await readQuestions(admin.ctx, 'en')
    await changeQuestions(admin.ctx, {
      version: await version(),
      questions: [
        {
          id: second?.id ?? '',
          required: true,
          prompts: { en: 'What do you wish for?', es: '¿Qué deseas?' },
        },
      ],
    })
    expect(await readQuestions(admin.ctx, 'es')).toEqual([
      { id: second?.id, prompt: '¿Qué deseas?', locale: 'es', required: true },
    ])
    await changeQuestions(admin.ctx, {
      version: await version(),
      questions: [question('Again?', first?.id), question('Also again?', first?.id)],
    })
    const now = await readQuestions(admin.ctx, 'en')
    expect(now.map(({ prompt }) => prompt)).toEqual(['Again?', 'Also again?'])
    expect(now.map(({ id }) => id)).not.toContain(first?.id)
  })
})

describe('the settings pages', () => {
  const sections = ['community', 'people', 'retention', 'quiet', 'questions', 'texts/en']

  it('are there for admins, partly for moderators, and for nobody else', async () => {
    const statusOf = async (who: string, path: string) =>
      (await app.request(path, { headers: { cookie: cookies[who] ?? '' } })).status
    for (const section of sections) {
      expect(await statusOf('admin', `/settings/${section}`)).toBe(200)
      expect(await statusOf('moderator', `/settings/${section}`)).toBe(section === 'people' ? 200 : 404)
      expect(await statusOf('member', `/settings/${section}`)).toBe(404)
    }
    expect(await statusOf('moderator', '/settings')).toBe(200)
    expect(await statusOf('member', '/settings')).toBe(404)
    expect(await statusOf('admin', '/settings/nothing')).toBe(404)
    expect(await statusOf('admin', '/settings/texts/xx')).toBe(404)
  })

  it('keep what was typed beside what is wrong with it', async () => {
    const response = await send('admin', '/settings/retention', {
      version: String(await version()),
      newcomerDays: '14',
      postDays: 'soon',
      messageDays: '30',
    })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('Write a whole number from 1 to 3650.')
  })

  it('add another question without losing those that are typed', async () => {
    const response = await send('admin', '/settings/questions', {
      version: String(await version()),
      go: 'another',
      'prompt-0-en': 'How are you?',
    })
    const html = await response.text()
    expect(html).toContain('How are you?')
    expect(html).toContain('name="prompt-1-en"')
  })
})
