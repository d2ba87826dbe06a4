import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPages } from './pages.ts'
import { createSharingCommunity, publish, type SharingCommunity } from './support.ts'

let community: SharingCommunity
let pages: ReturnType<typeof openPages>
let editionId: string
beforeEach(async () => {
  community = await createSharingCommunity()
  pages = openPages(community)
  await publish(community, { slug: 'boletin' })
  const edition = await community.db
    .selectFrom('editions')
    .innerJoin('editionTexts as text', 'text.editionId', 'editions.id')
    .select(['editions.id', 'editions.version'])
    .executeTakeFirstOrThrow()
  editionId = edition.id
  await community.db
    .insertInto('editionTexts')
    .values({
      ...{ editionId, version: edition.version, language: 'ru', original: false },
      ...{ title: 'По-русски', html: '<p>Идём вместе</p>' },
    })
    .execute()
})
afterEach(async () => {
  await community.close()
  expect(pages.faults).toEqual([])
})

describe('an edition in several languages', () => {
  it('is shown to the public in the language of their pages, with the way to its original', async () => {
    const guest = pages.guest()
    const own = await guest.get(`/c/boletin/${editionId}?language=ru`)
    expect(own.text).toContain('lang="ru" dir="auto"')
    expect(own.words).toContain('Идём вместе')
    expect(own.words).toContain('Translated by its authors.')
    expect(own.words).toContain('See the original')
    const original = await guest.get(`/c/boletin/${editionId}`)
    expect(original.words).not.toContain('Идём вместе')
    expect(original.text).toContain(`href="/c/boletin/${editionId}?language=ru"`)
    expect(original.text).toContain('Русский')
  })

  it('is shown to a member in the first language that she reads, in the list and on its page', async () => {
    await community.db
      .updateTable('members')
      .set({ languages: ['ru', 'en'] })
      .where('id', '=', community.author.id)
      .execute()
    const author = await pages.visitorOf(community.author.id)
    expect((await author.get('/channels/boletin')).words).toContain('Идём вместе')
    expect((await author.get(`/editions/${editionId}`)).words).toContain('Идём вместе')
    expect((await author.get(`/editions/${editionId}?language=es`)).words).not.toContain('Идём вместе')
    expect((await author.get(`/editions/${editionId}?language="><b>`)).words).toContain('Идём вместе')
  })

  it('tells days alone', async () => {
    const { text } = await pages.guest().get(`/c/boletin/${editionId}`)
    expect(text).toMatch(/<time datetime="\d{4}-\d\d-\d\d" data-time="day">/)
    expect(text).not.toMatch(/datetime="[^"]*T/)
  })
})
