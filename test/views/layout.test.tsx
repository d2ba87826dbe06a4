import { describe, expect, it } from 'vitest'
import { PageTitle } from '../../views/components/text.tsx'
import { Layout } from '../../views/layout.tsx'
import type { Shell } from '../../views/shell.ts'
import { doorShell, insideShell, leavingShell, outsideShell } from './shells.ts'

const render = (shell: Shell): string =>
  String(
    <Layout shell={shell} aside={<h2>Who reads this</h2>}>
      <PageTitle>Breakfast on Thursday</PageTitle>
    </Layout>,
  )

describe.each([
  ['inside', insideShell],
  ['at the door', doorShell],
  ['leaving', leavingShell],
  ['outside', outsideShell],
])('a page %s', (_, shell) => {
  const page = render(shell)

  it('has a title that says nothing about what is on it', () => {
    expect(page.match(/<title>(.*?)<\/title>/)?.[1]).toBe('Notebook')
  })

  it('carries no inline style and no inline script, and loads only our own files', () => {
    expect(page).not.toMatch(/ style=|<style| on[a-z]+=|javascript:|https?:/)
    for (const [, attributes, content] of page.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
      expect(attributes).toContain('src="/assets/')
      expect(content).toBe('')
    }
  })

  it('is not indexed, offers the quick exit as a plain link, and has one heading of the first rank', () => {
    expect(page).toContain('<meta name="robots" content="noindex, nofollow, noarchive"/>')
    expect(page).toMatch(/<a class="leave-now" href="\/leave"/)
    expect(page.match(/<h1/g)).toHaveLength(1)
  })

  it('names its language and lets the keyboard skip to the content', () => {
    expect(page).toMatch(/^<!doctype html><html lang="en" dir="ltr"/)
    expect(page).toContain('<a href="#main">')
    expect(page).toMatch(/<main[^>]* id="main"/)
  })
})

it('P11: closed pages refuse to be sent to a translation service', () => {
  for (const shell of [insideShell, doorShell, leavingShell]) {
    expect(render(shell)).toContain('translate="no"')
    expect(render(shell)).toContain('<meta name="google" content="notranslate"/>')
  }
  expect(render(outsideShell)).not.toContain('notranslate')
})

it('guests and share pages get neither tabs nor htmx', () => {
  for (const shell of [doorShell, leavingShell, outsideShell]) {
    expect(render(shell)).not.toMatch(/tab-bar|htmx/)
  }
  expect(render(insideShell)).toContain(`src="${insideShell.assets.htmx}"`)
})

it('htmx is told to swap no failed answer and to inject nothing', () => {
  const content = render(insideShell).match(/name="htmx-config" content="([^"]*)"/)?.[1] ?? ''
  expect(JSON.parse(content.replaceAll('&quot;', '"'))).toEqual({
    noSwap: [204, 304, '4xx', '5xx'],
    includeIndicatorCSS: false,
    morphIgnore: ['data-htmx-powered', 'open'],
    history: false,
    mode: 'same-origin',
    defaultTimeout: 15_000,
  })
})

it('the current tab is marked for those who cannot see it', () => {
  const page = render(insideShell)
  expect(page.match(/aria-current="page"/g)).toHaveLength(1)
  expect(page).toMatch(/href="\/home" aria-current="page"/)
})

it('a moderator sees on her home page what waits, others do not', () => {
  expect(render(insideShell)).toContain('To do (3)')
  expect(render({ ...insideShell, currentTab: 'groups' })).not.toContain('To do')
  const member: Shell['viewer'] = {
    kind: 'member',
    displayName: 'Ana',
    isModerator: false,
    isAdmin: false,
    toDo: 0,
    unseen: 0,
  }
  expect(render({ ...insideShell, viewer: member })).not.toContain('To do')
})

it('inside and leaving differ in words, icon, weave and tint', () => {
  const [inside, leaving] = [render(insideShell), render(leavingShell)]
  expect(inside).toContain('Stays inside')
  expect(inside).toContain('#lock')
  expect(inside).toContain('data-place="inside"')
  expect(inside).not.toMatch(/<rect x=/)
  expect(leaving).toContain('Going outside')
  expect(leaving).toContain('#door-open')
  expect(leaving).toContain('data-place="leaving"')
  expect(leaving).toMatch(/<rect x=/)
})

it('a place that is no group is named behind the word for inside', () => {
  const toDo = { kind: 'inside', name: 'To do', readers: 'Only moderators see this.' } as const
  const html = render({ ...insideShell, place: toDo })
  expect(html).toContain('<span>Inside ·</span> <strong class="place-band__name" dir="auto">To do</strong>')
  expect(html).not.toContain('Stays inside')
  expect(html).toContain('#lock')
})

it('what members typed is escaped wherever the frame shows it', () => {
  const page = render({
    ...insideShell,
    communityName: '<b>x</b>',
    notice: { tone: 'done', text: '<img src=x>' },
    place: { kind: 'inside', name: '<i>y</i>', readers: '"><script>' },
    back: { href: '/groups', label: '<u>z</u>' },
  })
  expect(page).not.toMatch(/<b>x|<img src=x|<i>y|"><script>|<u>z/)
})

it('says beside every page inside who reads it, unless the page says something else there', () => {
  const alone = (shell: Shell): string => String(<Layout shell={shell}>Hello</Layout>)
  expect(alone(insideShell)).toMatch(
    /<aside class="aside" data-default="">.*Who reads this.*43 members can read this\./s,
  )
  expect(render(insideShell)).not.toContain('data-default')
  for (const shell of [doorShell, leavingShell, outsideShell]) expect(alone(shell)).not.toContain('<aside')
})
