import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeChannel } from '../../src/channels/close-channel.ts'
import { describeChannel } from '../../src/channels/describe-channel.ts'
import { escapeXml } from '../../src/channels/feeds.ts'
import { withdrawEdition } from '../../src/channels/withdraw-edition.ts'
import { openPages } from './pages.ts'
import { createSharingCommunity, done, publish, type SharingCommunity } from './support.ts'

let community: SharingCommunity
let pages: ReturnType<typeof openPages>
beforeEach(async () => {
  community = await createSharingCommunity()
  pages = openPages(community)
})
afterEach(async () => {
  await community.close()
  expect(pages.faults).toEqual([])
})

const hostile = 'Soup <&> "now" \'here\' ]]> \u0000\u000b\ud800\uffff end'

describe('the feeds of an open channel', () => {
  it('name what stands there by the addresses of its objects, with days and whole texts', async () => {
    const { editionId } = await publish(community, { body: 'Breakfast & **soup**' })
    const { uri } = await community.db.selectFrom('editions').select('uri').executeTakeFirstOrThrow()
    const feed = JSON.parse((await pages.guest().get('/c/boletin/feed.json')).text)
    const page = 'https://harbour.example/c/boletin'
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      home_page_url: page,
      feed_url: `${page}/feed.json`,
      language: 'es',
      items: [
        {
          id: uri,
          url: `${page}/${editionId}`,
          content_html: '<p>Breakfast &amp; <strong>soup</strong></p>\n',
          language: 'es',
          date_published: expect.stringMatching(/^\d{4}-\d\d-\d\dT00:00:00Z$/),
        },
      ],
    })
    const atom = await pages.guest().get('/c/boletin/feed.atom')
    expect(atom.headers.get('Content-Type')).toMatch(/^application\/atom\+xml/)
    expect(atom.text).toContain(`<id>${uri}</id>`)
    expect(atom.text).toContain('&lt;p&gt;Breakfast &amp;amp; &lt;strong&gt;soup&lt;/strong&gt;&lt;/p&gt;')
  })

  it('carry hostile names and titles as text', async () => {
    expect(escapeXml(hostile)).toBe('Soup &lt;&amp;&gt; &quot;now&quot; &#39;here&#39; ]]&gt;  end')
    await publish(community)
    await community.db.updateTable('editionTexts').set({ title: '</title><script>x</script>' }).execute()
    done(
      await describeChannel(community.moderator.ctx, {
        slug: 'boletin',
        name: '<b>&"</b>',
        texts: [{ language: 'es', description: '<i>', rules: '' }],
      }),
    )
    const { text } = await pages.guest().get('/c/boletin/feed.atom')
    expect(text).not.toMatch(/<(script|b|i)>/)
    expect(text).toContain('<title>&lt;b&gt;&amp;&quot;&lt;/b&gt;</title>')
    expect(text.match(/<title>/g)).toHaveLength(2)
    expect(text).toContain('<title>&lt;/title&gt;&lt;script&gt;x&lt;/script&gt;</title>')
  })

  it('P5 lose what is taken back', async () => {
    const { editionId } = await publish(community, { body: 'Words to forget' })
    done(await withdrawEdition(community.moderator.ctx, { editionId }))
    for (const name of ['feed.atom', 'feed.json']) {
      expect((await pages.guest().get(`/c/boletin/${name}`)).text).not.toContain('Words to forget')
    }
  })

  it('P2: are missing for an allied, an unknown and a closed channel, byte for byte', async () => {
    const admin = await community.member({ roles: ['moderator', 'admin'] })
    done(await closeChannel(admin.ctx, { slug: 'boletin', editions: 'keep', understood: true }))
    const answers = new Set<string>()
    for (const slug of ['aliadas', 'unknown', 'boletin']) {
      for (const name of ['feed.atom', 'feed.json', 'nothing']) {
        const { status, text } = await pages.guest().get(`/c/${slug}/${name}`)
        expect(status).toBe(404)
        answers.add(text)
      }
    }
    expect(answers.size).toBe(1)
  })
})

describe('the public page of a channel', () => {
  it('may be kept by anybody for a minute, and says in a few bytes that nothing changed', async () => {
    await publish(community)
    const first = await pages.guest().get('/c/boletin')
    expect(first.headers.get('Cache-Control')).toBe('public, max-age=60')
    const tag = first.headers.get('ETag') ?? ''
    const again = await pages.guest().get('/c/boletin', { 'if-none-match': tag })
    expect([again.status, again.text]).toEqual([304, ''])
    await publish(community)
    expect((await pages.guest().get('/c/boletin', { 'if-none-match': tag })).status).toBe(200)
    const member = await pages.visitorOf(community.author.id)
    expect((await member.get('/c/boletin')).headers.get('Cache-Control')).toBe('no-store')
  })

  it('P11 tells previews its words, and names its feeds, and nothing comes from elsewhere', async () => {
    const { editionId } = await publish(community, { body: 'Soup at noon' })
    const page = await pages.guest().get('/c/boletin')
    expect(page.text).toContain('<meta property="og:url" content="https://harbour.example/c/boletin"')
    expect(page.text).toContain('type="application/atom+xml" href="/c/boletin/feed.atom"')
    expect(page.text).not.toContain('og:image')
    const edition = await pages.guest().get(`/c/boletin/${editionId}`)
    expect(edition.text).toContain('<meta property="og:description" content="Soup at noon"')
    for (const { text } of [page, edition]) expect(text).not.toMatch(/(src|srcset)="https?:/)
  })
})
