import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { readDraft } from '../../src/posts/draft-queries.ts'
import { readPost } from '../../src/posts/queries.ts'
import { pdf } from '../media/documents.ts'
import { oggVoice } from '../media/sounds.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import { createVisitor, type Visitor } from '../support/http-client.ts'
import { writerOf } from './writer.ts'

let app: TestApp
let luz: MemberCtx
let visits: Visitor
let moderatorVisits: Visitor
let compose: string
let posts: string

const visitorOf = async (memberId: string): Promise<Visitor> => {
  const cookie = await app.signIn(memberId)
  return createVisitor(app.origin, (url, init) => {
    const headers = new Headers(init.headers)
    headers.set('cookie', cookie)
    return app.request(new URL(url).pathname + new URL(url).search, { ...init, headers })
  })
}

beforeAll(async () => {
  app = await createTestApp()
  luz = (await app.member({ name: 'Luz' })).ctx
  visits = await visitorOf(luz.actor.memberId)
  moderatorVisits = await visitorOf((await app.member({ roles: ['moderator'] })).id)
  compose = `/groups/${app.groups.general}/write`
  posts = `/groups/${app.groups.general}/posts`
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.db.deleteFrom('drafts').execute()
  await app.db.updateTable('community').set({ alertPolicy: 'members' }).execute()
})

const postIdOf = (url: string): string => new URL(url).pathname.slice('/posts/'.length)
const place = () => `group:${app.groups.general}`

describe('the page to write on', () => {
  it('tells a muted woman so above the form, and once only when she sends all the same', async () => {
    const { id } = await app.member()
    const muted = await visitorOf(id)
    const told = 'Moderators have muted you until'
    expect((await muted.get(compose)).words).not.toContain(told)
    const createdAt = app.clock.now()
    const endsAt = new Date(createdAt.getTime() + 86_400_000)
    const mute = {
      kind: 'mute' as const,
      reason: 'Rest.',
      moderatorId: luz.actor.memberId,
      createdAt,
      endsAt,
    }
    await app.db
      .insertInto('sanctions')
      .values({ id: app.random.id(), memberId: id, ...mute })
      .execute()
    const page = await muted.get(compose)
    expect(page.words.indexOf(told)).toBeGreaterThan(0)
    expect(page.words.indexOf(told)).toBeLessThan(page.words.indexOf('What do you want to say?'))
    const refused = await muted.submit(page.form(posts), { text: 'Words that stay' })
    expect(refused.status).toBe(403)
    expect(refused.words.split(told)).toHaveLength(2)
    expect(refused.text).toContain('Words that stay')
  })

  it('leads to every kind of post by plain links, and asks for nothing that a plain post does without', async () => {
    const page = await visits.get('/write')
    expect(page.url).toBe(`${app.origin}${compose}`)
    const kinds = page.links().flatMap(({ href }) => new URL(href).searchParams.get('kind') ?? [])
    expect(kinds).toEqual(['discussion', 'question', 'poll', 'alert'])
    expect(page.text).toMatch(
      /<details>\s*<summary class="details__summary">[^<]*(<svg.*?<\/svg>)?More: without your name/,
    )
    expect(page.form(posts).names).not.toContain('options')
    expect(page.form(posts).names).not.toContain('onBehalf')
  })

  it('keeps what she wants to write when she has several groups to choose from', async () => {
    const page = await moderatorVisits.get('/write?kind=poll')
    const link = page.links().find(({ text }) => text === 'General')
    expect(link?.href).toBe(`${app.origin}${compose}?kind=poll`)
  })

  it('shows moderators what they write for other women, and members no alert that is not theirs', async () => {
    await app.db.updateTable('community').set({ alertPolicy: 'moderators' }).execute()
    expect((await moderatorVisits.get(compose)).form(posts).names).toContain('onBehalf')
    const page = await visits.get(`${compose}?kind=alert`)
    expect(page.words).toContain('Write in General')
    expect(page.links().some(({ href }) => href.endsWith('kind=alert'))).toBe(false)
  })

  it('alone may ask for the microphone, and alone loads the brush and the recorder', async () => {
    const page = await visits.get(compose)
    expect(page.headers.get('permissions-policy')).toContain('microphone=(self)')
    expect(page.headers.get('content-security-policy')).toContain("media-src 'self' blob:")
    for (const script of ['/assets/f.js', '/assets/v.js']) expect(page.text).toContain(script)
    for (const path of ['/home', '/groups', `/groups/${app.groups.general}`, '/drafts']) {
      const other = await visits.get(path)
      expect(other.headers.get('permissions-policy')).toContain('microphone=()')
      expect(other.headers.get('content-security-policy')).toContain("media-src 'self';")
      expect(other.text).not.toContain('/assets/f.js')
      expect(other.text).not.toContain('/assets/v.js')
    }
  })

  it('says exactly what P8 promises beside the tick', async () => {
    const page = await visits.get(compose)
    expect(page.words).toContain(
      'Moderators do not see who you are either. The server knows for 30 days, then forgets.',
    )
    expect(page.words).toContain('your way of writing can still give you away')
    expect(page.words).toContain('Pictures are shown as they are: cover faces')
    expect(page.words).toContain('a PDF can carry the name of whoever made it')
  })
})

describe('without JavaScript a member', () => {
  it('lets others vote', async () => {
    const form = (await visits.get(`${compose}?kind=poll`)).form(posts)
    const fields = { text: 'What do we cook?', options: 'Soup\n\n Bread \n', secret: 'yes', days: '2' }
    const posted = await visits.submit(form, fields)
    expect(posted.status).toBe(200)
    const options = await app.db
      .selectFrom('pollOptions')
      .select('label')
      .where('postId', '=', postIdOf(posted.url))
      .orderBy('position')
      .execute()
    expect(options.map(({ label }) => label)).toEqual(['Soup', 'Bread'])
  })

  it('warns others, and is asked when it ends', async () => {
    const form = (await visits.get(`${compose}?kind=alert`)).form(posts)
    const refused = await visits.submit(form, { text: 'Careful' })
    expect(refused.status).toBe(422)
    expect(refused.words).toContain('Choose when this alert ends')
    const posted = await visits.submit(refused.form(posts), { lifetime: '3' })
    expect(await readPost(luz, postIdOf(posted.url))).toMatchObject({ kind: 'alert', body: 'Careful' })
  })

  it('writes without her name, with a document, until it disappears', async () => {
    const form = (await visits.get(compose)).form(posts)
    const posted = await visits.submit(form, {
      text: 'Nobody knows',
      anonymous: 'yes',
      lifetime: '7',
      document: new File([new Uint8Array(pdf())], 'luz-real-name.pdf'),
      documentName: 'A form',
    })
    expect(posted.status).toBe(200)
    expect(posted.words).not.toMatch(/\bLuz\b/)
    const post = await readPost(luz, postIdOf(posted.url))
    expect(post).toMatchObject({ anonymous: true, attachments: [{ name: 'A form' }] })
    const { rows } = { rows: await app.db.selectFrom('attachments').selectAll().execute() }
    expect(JSON.stringify(rows)).not.toContain('real-name')
  })

  it('sends a voice message as a file, and keeps everything else when it cannot be used', async () => {
    const form = (await visits.get(compose)).form(posts)
    const fields = {
      text: 'Kept words',
      transcript: 'Kept transcript',
      pictureDescription: 'Kept line',
      documentName: 'Kept name',
      lifetime: '30',
      language: 'es',
    }
    const wrong = new File(['ID3'], 'voice.mp3')
    const refused = await visits.submit(form, { ...fields, voice: wrong })
    expect(refused.status).toBe(422)
    expect(refused.words).toContain('it has to be Opus')
    const again = refused.form(posts)
    expect(Object.fromEntries(again.defaults)).toMatchObject(fields)
    const right = new File([new Uint8Array(oggVoice())], 'voice.opus')
    const posted = await visits.submit(again, { voice: right, documentName: '', pictureDescription: '' })
    expect(await readPost(luz, postIdOf(posted.url))).toMatchObject({
      attachments: [{ kind: 'voice', transcript: 'Kept transcript' }],
    })
  })

  it('is told beside the voice message that it would name her, and keeps her words', async () => {
    const form = (await visits.get(compose)).form(posts)
    const voice = new File([new Uint8Array(oggVoice())], 'voice.opus')
    const refused = await visits.submit(form, { text: 'Kept', voice, anonymous: 'yes' })
    expect(refused.status).toBe(422)
    expect(refused.words).toContain('A voice is recognised')
    expect(refused.text).toContain('aria-describedby="field-voice-hint field-voice-error"')
    expect(Object.fromEntries(refused.form(posts).defaults)).toMatchObject({ text: 'Kept', anonymous: 'yes' })
  })

  it('keeps her words when she is muted, and when an alert is not hers to post', async () => {
    const form = (await visits.get(`${compose}?kind=alert`)).form(posts)
    await app.db.updateTable('community').set({ alertPolicy: 'moderators' }).execute()
    const refused = await visits.submit(form, { text: 'Careful at the bridge', lifetime: '1' })
    expect(refused.status).toBe(403)
    expect(refused.words).toContain('Here only moderators, and those whom they allow, post alerts')
    expect(refused.text).toContain('Careful at the bridge</textarea>')
  })

  it('gets the same page for a kind that nobody has, and writes nothing', async () => {
    const forged = await visits.submit(posts, {
      text: 'x',
      kind: 'guide',
      submission: app.random.id(),
      language: 'en',
    })
    expect(forged.status).toBe(404)
  })

  it('sees a preview above nothing lost, and is told to choose her files again', async () => {
    const form = (await visits.get(`${compose}?kind=poll`)).form(posts)
    const fields = { text: 'What do we **cook**?', options: 'Soup\nBread', days: '5', anonymous: 'yes' }
    const pictures = new File(['x'], 'a.png')
    const shown = await visits.submit(form, { ...fields, pictures }, 'Show how it looks')
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('What do we <strong>cook</strong>?')
    expect(shown.words).toMatch(/So others will see it \S*Anonymous member.*What do the others decide/)
    expect(shown.words).toContain('The file you chose is not kept')
    expect(Object.fromEntries(shown.form(posts).defaults)).toMatchObject(fields)
    expect(await writerOf(app).count('drafts')).toBe(0)
  })

  it('saves for later, finds it again, goes on and deletes', async () => {
    const form = (await visits.get(`${compose}?kind=question`)).form(posts)
    const saved = await visits.submit(form, { text: 'Who knows', anonymous: 'yes' }, 'Save for later')
    expect(saved.url).toBe(`${app.origin}/drafts?done=saved`)
    expect(saved.words).toContain('Who knows')
    const restored = await visits.get(compose)
    expect(restored.words).toContain('This is what you began before.')
    expect(restored.words).toContain('Ask in General')
    expect(Object.fromEntries(restored.form(posts).defaults)).toMatchObject({
      ...{ text: 'Who knows', anonymous: 'yes', kind: 'question' },
    })
    const deleted = await visits.submit(saved.form('/drafts/delete'))
    expect(deleted.words).toContain('Nothing is waiting here')
    expect(await readDraft(luz, place())).toBeUndefined()
  })

  it('keeps her words when they are too long to be kept as a draft', async () => {
    const text = 'x'.repeat(60_001)
    const form = (await visits.get(compose)).form(posts)
    const refused = await visits.submit(form, { text }, 'Save for later')
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(`${text}</textarea>`)
  })
})

describe('with the script', () => {
  const send = async (path: string, fields: Record<string, string>) =>
    app.request(path, {
      method: 'POST',
      headers: { Origin: app.origin, 'HX-Request': 'true', Cookie: await app.signIn(luz.actor.memberId) },
      body: new URLSearchParams(fields),
    })

  it('a preview comes as a part of the page, harmless whatever is typed', async () => {
    const response = await send('/preview', { text: '<script>alert(1)</script> *hi*', place: place() })
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(text).toContain('<em>hi</em>')
    expect(text).not.toMatch(/<html|<script/)
  })

  it('what she types is kept without a word of where it is', async () => {
    const submission = app.random.id()
    const fields = { place: place(), submission, text: 'Half a sentence', pictures: '[object File]' }
    const response = await send('/drafts', fields)
    expect(await response.text()).toContain('Saved for you')
    expect(await readDraft(luz, place())).toMatchObject({ fields: { text: 'Half a sentence' } })
    expect(await (await send('/drafts', { place: 'x', text: 'y' })).text()).toContain('cannot be kept')
  })
})
