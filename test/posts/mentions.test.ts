import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../src/markdown.ts'
import { editComment } from '../../src/posts/edit-comment.ts'
import { markMentions, mentionedIn } from '../../src/posts/mentions.ts'
import { readThreadPost } from '../../src/posts/thread-queries.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { openPages } from './pages.ts'
import { threadsIn } from './threads.ts'

const people = ['Ana', 'Ana María', 'Åsa', "O'Neil", 'Нина'].map((name) => ({ id: name.toLowerCase(), name }))
const called = (text: string) => mentionedIn(text, people).map(({ name }) => name)

describe('who is called', () => {
  it.each([
    ['@Ana', ['Ana']],
    ['(@ana!)', ['Ana']],
    ['@Ana María and @åsa', ['Ana María', 'Åsa']],
    ['@Ana\n@НИНА', ['Ana', 'Нина']],
    ["@O'Neil's", ["O'Neil"]],
    ['Ana, write to ana@Ana or @Anabel', []],
    ['@', []],
  ])('in %j', (text, names) => {
    expect(called(text)).toEqual(names)
  })

  it('are ten at most', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ id: `${index}`, name: `Name${index}x` }))
    expect(mentionedIn(many.map(({ name }) => `@${name}`).join(' '), many)).toHaveLength(10)
  })
})

describe('a text with calls', () => {
  const marked = (text: string) => markMentions(renderMarkdown(text), ['Ana', "O'Neil & Co", 'Ana María'])

  it('sets them apart, longer names first', () => {
    expect(marked('Ask @Ana María or *@ana*')).toBe(
      '<p>Ask <b class="mention">@Ana María</b> or <em><b class="mention">@ana</b></em></p>\n',
    )
    expect(marked("@O'Neil & Co")).toBe('<p><b class="mention">@O\'Neil &amp; Co</b></p>\n')
  })

  it('leaves links and tags alone', () => {
    const link = '[@Ana](https://x.example/@Ana)'
    expect(marked(link)).toBe(renderMarkdown(link))
    expect(marked('https://x.example/@Ana')).not.toContain('mention')
  })

  it('stays safe, whatever the names', () => {
    const html = markMentions(renderMarkdown('@<script>x</script>'), ['<script>x</script>', '$1', '('])
    expect(html).not.toContain('<script>')
  })
})

describe('calling somebody', () => {
  let community: TestCommunity
  let threads: ReturnType<typeof threadsIn>
  beforeAll(async () => {
    community = await createTestCommunity()
    threads = threadsIn(community)
  })
  afterAll(() => community.close())

  it('P7 offers the names of those who wrote in the thread, and there is no other list of members', async () => {
    const luz = await community.member({ name: 'Luz' })
    const ana = await community.member({ name: 'Ana' })
    const quiet = await community.member({ name: 'Quiet One' })
    const postId = await threads.post(luz.ctx)
    await threads.say(ana.ctx, postId, 'Here I am')
    expect((await readThreadPost(quiet.ctx, postId))?.names).toEqual(['Ana', 'Luz'])
    expect((await readThreadPost(ana.ctx, postId))?.names).toEqual(['Luz'])
    const pages = openPages(community)
    const visitor = await pages.visitorOf(ana.id)
    expect((await visitor.get(`/posts/${postId}`)).words).toContain('Call somebody in this thread: @Luz')
    for (const path of [
      '/home',
      '/groups',
      `/groups/${community.groups.general}`,
      `/posts/${postId}`,
      '/saved',
    ]) {
      expect((await visitor.get(path)).text).not.toContain('Quiet One')
    }
  })

  it('shows the call set apart to everybody, and takes it back when the words are changed', async () => {
    const luz = await community.member({ name: 'Lua' })
    const ana = await community.member({ name: 'Ani' })
    const postId = await threads.post(luz.ctx)
    const commentId = await threads.say(ana.ctx, postId, 'Thank you, @Lua')
    const visitor = await openPages(community).visitorOf(luz.id)
    expect((await visitor.get(`/posts/${postId}`)).text).toContain('<b class="mention">@Lua</b>')
    await editComment(ana.ctx, { commentId, version: 'first', text: 'Thank you, @lu' })
    const calls = community.db.selectFrom('commentMentions').selectAll().where('commentId', '=', commentId)
    expect(await calls.execute()).toEqual([])
  })
})
