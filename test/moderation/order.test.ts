import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { claimItem } from '../../src/moderation/claims.ts'
import { queueItemOf, queuePath } from '../../src/moderation/places.ts'
import { readNext, readQueue } from '../../src/moderation/queries.ts'
import type { Written } from '../../src/moderation/things.ts'
import { type Moderation, openModeration } from './support.ts'

let m: Moderation
beforeAll(async () => {
  m = await openModeration()
})
afterAll(() => m.close())
beforeEach(async () => {
  await m.db.deleteFrom('flags').execute()
  await m.db.deleteFrom('applications').execute()
})

const aMinute = () => m.clock.moveDays(1 / 1_440)

const apply = async (displayName: string): Promise<string> => {
  aMinute()
  const id = m.random.id()
  await m.db
    .insertInto('applications')
    .values({
      id,
      statusCodeHash: id,
      signInNameKey: id,
      passphraseHash: id,
      locale: 'en',
      displayName,
      createdAt: m.clock.now(),
    })
    .execute()
  return id
}

const flagged = async (text: string, category: string): Promise<Written> => {
  aMinute()
  const post = await m.write(m.luz, text)
  await m.flag(m.ana, post, { category })
  return post
}

const titles = async () => (await readQueue(m.iria.ctx)).entries.map(({ title }) => title)

/** Every thing that she comes to when she skips each. */
async function skipAll(): Promise<readonly string[]> {
  const ids: string[] = []
  let after: string | undefined
  for (;;) {
    const next = await readNext(m.iria.ctx, { after })
    const item = next && queueItemOf(queuePath(next))
    if (!next || !item) return ids
    ids.push(next.id)
    after = (await claimItem(m.iria.ctx, item))?.after
  }
}

describe('the order of the queue', () => {
  it('puts danger first, then names, then all else by its age', async () => {
    await apply('Newcomer')
    await flagged('Against the rules', 'rules')
    await flagged('A name', 'names')
    await flagged('Danger', 'danger')
    await flagged('Another name', 'names')
    await flagged('More danger', 'danger')
    expect(await titles()).toEqual([
      ...['Danger', 'More danger', 'A name', 'Another name'],
      ...['Newcomer', 'Against the rules'],
    ])
  })

  it('counts the gravest of what several say', async () => {
    await flagged('A name', 'names')
    const post = await flagged('Both', 'spam')
    expect(await titles()).toEqual(['A name', 'Both'])
    await m.flag(m.marta, post, { category: 'danger' })
    expect(await titles()).toEqual(['Both', 'A name'])
  })

  it('is the same one after the other, also for whoever skips', async () => {
    await apply('Newcomer')
    for (const category of ['rules', 'names', 'danger', 'names', 'danger']) await flagged(category, category)
    const { entries } = await readQueue(m.iria.ctx)
    expect(entries).toHaveLength(6)
    expect(await skipAll()).toEqual(entries.map(({ id }) => id))
  })
})

describe('going on', () => {
  it('leads from somebody who was let in to the next thing', async () => {
    const first = await apply('First')
    const second = await apply('Second')
    const marta = await m.visitor(m.marta)
    const page = await marta.get('/queue/next')
    const next = await marta.submit(page.form(`/queue/applications/${first}/approve`))
    expect(next.url).toContain(`/queue/applications/${second}`)
    const later = await apply('Third')
    const declined = await marta.submit(next.form(`/queue/applications/${second}/decline`), {
      reason: 'Not now',
    })
    expect(declined.url).toContain(`/queue/applications/${later}`)
  })
})

describe('the beginning of a text', () => {
  it('ends after a word, and says that more follows', async () => {
    const text = 'Somebody wrote where we meet. '.repeat(8).trim()
    await flagged(text, 'rules')
    await flagged('Short enough', 'rules')
    await flagged('x'.repeat(150), 'rules')
    expect(await titles()).toEqual([
      'Somebody wrote where we meet. Somebody wrote where we meet. Somebody wrote where we meet. Somebody wrote where we meet. …',
      'Short enough',
      `${'x'.repeat(120)} …`,
    ])
  })
})
