import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { insertEdition } from '../../src/channels/insert-edition.ts'
import { proposeShare } from '../../src/channels/propose-share.ts'
import { publishShare } from '../../src/channels/publish-share.ts'
import { publishedTables, readEdition, readNotes } from '../../src/channels/published.ts'
import { startNewVersion } from '../../src/channels/start-new-version.ts'
import { withdrawEdition } from '../../src/channels/withdraw-edition.ts'
import { writeOutsideText } from '../../src/channels/write-outside-text.ts'
import { removeShareText, writeShareText } from '../../src/channels/write-share-text.ts'
import { markSafe } from '../../src/safe-html.ts'
import { openPages } from './pages.ts'
import {
  consent,
  createSharingCommunity,
  done,
  draft,
  previewOf,
  refusalOf,
  type SharingCommunity,
} from './support.ts'

let community: SharingCommunity
beforeEach(async () => {
  community = await createSharingCommunity()
})
afterEach(() => community.close())

const russian = { language: 'ru', title: 'Завтрак', body: 'В **пятницу**' }

async function publishIn(shareId: string) {
  const { hash } = await consent(community, community.author.ctx, shareId)
  return done(await publishShare(community.moderator.ctx, { shareId, previewHash: hash }))
}

const edition = async (id: string) => {
  const found = await readEdition(publishedTables(community.db), id)
  if (!found) throw new Error('no such edition')
  return found
}

describe('a share in several languages', () => {
  it('goes out in all of them, the original first, each cleaned like the original', async () => {
    const { shareId } = await draft(community)
    const body = 'Внутри https://harbour.example/posts/1 нет'
    done(await writeShareText(community.author.ctx, { shareId, ...russian, body }))
    const preview = await previewOf(community, shareId)
    expect(preview.texts).toMatchObject([{ language: 'ru', title: 'Завтрак' }])
    expect(preview.removed).toContain('https://harbour.example/posts/1')
    const { editionId } = await publishIn(shareId)
    const { texts } = await edition(editionId)
    expect(texts.map(({ language, original }) => [language, original])).toEqual([
      ['es', true],
      ['ru', false],
    ])
    expect(texts[1]?.html).not.toContain('harbour.example')
  })

  it('is one consent: a language that changed after it was seen is not sent', async () => {
    const { author, moderator } = community
    const { shareId } = await draft(community)
    const before = await previewOf(community, shareId)
    done(await writeShareText(author.ctx, { shareId, ...russian }))
    const seen = { shareId, previewHash: before.hash, agreed: true }
    expect(refusalOf(await proposeShare(author.ctx, seen))?.message).toBe('shares.errors.changed')
    const { hash } = await consent(community, author.ctx, shareId)
    await community.db.updateTable('shareTexts').set({ body: 'Иное' }).execute()
    expect((await publishShare(moderator.ctx, { shareId, previewHash: hash })).ok).toBe(false)
  })

  it.each([
    ['no text', { body: '' }, 'shares.errors.textEmpty'],
    ['a language nobody knows', { language: 'xx' }, 'shares.errors.language'],
    ['the language of the original', { language: 'es' }, 'shares.languages.errors.taken'],
    ['a title that is too long', { title: 'a'.repeat(121) }, 'form.errors.long'],
  ])('refuses %s', async (_what, wrong, message) => {
    const { shareId } = await draft(community)
    const result = await writeShareText(community.author.ctx, { shareId, ...russian, ...wrong })
    expect(refusalOf(result)).toEqual({ kind: 'invalid', message })
    expect(await community.db.selectFrom('shareTexts').selectAll().execute()).toEqual([])
  })

  it('is hers alone, and the original cannot move onto a language that is there', async () => {
    const { author, moderator } = community
    const { shareId } = await draft(community)
    expect(refusalOf(await writeShareText(moderator.ctx, { shareId, ...russian }))?.kind).toBe('missing')
    done(await writeShareText(author.ctx, { shareId, ...russian }))
    const moved = await writeOutsideText(author.ctx, {
      ...{ shareId, title: '', body: 'x', language: 'ru', images: [] },
    })
    expect(refusalOf(moved)?.message).toBe('shares.languages.errors.taken')
    expect(refusalOf(await removeShareText(moderator.ctx, { shareId, language: 'ru' }))?.kind).toBe('missing')
    done(await removeShareText(author.ctx, { shareId, language: 'ru' }))
    expect((await previewOf(community, shareId)).texts).toEqual([])
  })

  it('carries its languages into the next version, and loses all of them with a withdrawal', async () => {
    const { author } = community
    const { shareId } = await draft(community)
    done(await writeShareText(author.ctx, { shareId, ...russian }))
    const { editionId } = await publishIn(shareId)
    const next = done(await startNewVersion(author.ctx, { shareId }))
    expect((await previewOf(community, next.shareId)).texts).toMatchObject([{ language: 'ru' }])
    await publishIn(next.shareId)
    expect((await edition(editionId)).texts).toHaveLength(2)
    done(await withdrawEdition(author.ctx, { editionId }))
    expect((await edition(editionId)).texts).toEqual([])
    expect(await community.db.selectFrom('shareTexts').selectAll().execute()).toEqual([])
  })
})

describe('the pages of a share in several languages', () => {
  it('add one language a page, show all before the yes, and to the moderator', async () => {
    const pages = openPages(community)
    const { shareId } = await draft(community)
    const author = await pages.visitorOf(community.author.id)
    const preview = await author.get(`/share/${shareId}/preview`)
    expect(preview.text).toContain(`/share/${shareId}/languages/new`)
    const path = `/share/${shareId}/languages`
    const empty = await author.get(`${path}/new`)
    expect(empty.words).toContain('Breakfast on Friday')
    const { language, title, body: text } = russian
    const wrong = await author.submit(empty.form(`${path}/new`), { language, title, text: '' })
    expect(wrong.status).toBe(422)
    const shown = await author.submit(wrong.form(`${path}/new`), { language, title, text })
    expect(shown.words).toContain('Завтрак')
    expect(shown.words).toContain('Change: Русский')
    const written = await author.get(`${path}/ru`)
    const changed = await author.submit(written.form(`${path}/ru`), { title: 'Утро' })
    expect(changed.words).toContain('Утро')
    await consent(community, community.author.ctx, shareId)
    const moderator = await pages.visitorOf(community.moderator.id)
    expect((await moderator.get(`/queue/shares/${shareId}`)).words).toContain('Утро')
    const late = await author.submit(written.form(`${path}/ru/remove`))
    expect(late.status).toBe(409)
    expect(pages.faults).toEqual([])
  })
})

describe('the Notes beside an edition', () => {
  const insert = (slug: string) =>
    community.db.transaction().execute(async (db) => {
      const voice = await db
        .selectFrom('actors')
        .select('id')
        .where('kind', '=', 'voice')
        .executeTakeFirstOrThrow()
      const text = { language: 'ru', title: '', html: markSafe('<p>Утро</p>') }
      return insertEdition(
        { ...community.system(), db },
        { target: { channelId: community.channel(slug) }, actorId: voice.id },
        { language: 'es', title: 'Mañana', html: markSafe('<p>Mañana</p>'), texts: [text] },
      )
    })
  const notes = (editionId: string) => readNotes(publishedTables(community.db), { editionId })

  it('are there for each further language only where an open channel says so, and end with the edition', async () => {
    expect(await notes((await insert('boletin')).editionId)).toEqual([])
    await community.db.updateTable('channels').set({ languageNotes: true }).execute()
    expect(await notes((await insert('aliadas')).editionId)).toEqual([])
    const { editionId } = await insert('boletin')
    expect(await notes(editionId)).toMatchObject([{ language: 'ru' }])
    done(await withdrawEdition(community.moderator.ctx, { editionId }))
    expect(await notes(editionId)).toMatchObject([{ language: 'ru', withdrawnOn: expect.any(String) }])
  })
})
