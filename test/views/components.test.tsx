import { describe, expect, it } from 'vitest'
import { markSafe } from '../../src/safe-html.ts'
import { Button } from '../../views/components/button.tsx'
import { Choice } from '../../views/components/choice.tsx'
import { type CommentModel, Comments } from '../../views/components/comment.tsx'
import { Composer } from '../../views/components/composer.tsx'
import { ErrorSummary, toFormErrors } from '../../views/components/errors.tsx'
import { Field } from '../../views/components/field.tsx'
import { Form } from '../../views/components/form.tsx'
import { Icon, IconSprite } from '../../views/components/icon.tsx'
import { LanguageSwitch } from '../../views/components/language-switch.tsx'
import { ReceiptList } from '../../views/components/lists.tsx'
import { groundOf, initialsOf } from '../../views/components/person.tsx'
import { PostCard } from '../../views/components/post-card.tsx'
import { Struck } from '../../views/components/text.tsx'
import { Moment, Time } from '../../views/components/time.tsx'
import { NewPostForm } from '../../views/posts/post-form.tsx'
import { t } from './shells.ts'

const now = new Date('2026-11-22T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

describe('a field', () => {
  const field = String(
    <Field
      t={t}
      name="text"
      label="Say it"
      hint="Short"
      error="Too long"
      value={'<b>"typed"'}
      maxLength={9}
    />,
  )

  it('is tied to its label, its hint and its error', () => {
    expect(field).toContain('<label class="field__label" for="field-text">')
    expect(field).toContain('aria-describedby="field-text-hint field-text-error"')
    expect(field).toContain('aria-invalid="true"')
    expect(field).toMatch(/id="field-text-hint"[\s\S]*Short/)
    expect(field).toMatch(/id="field-text-error"[\s\S]*Too long/)
  })

  it('keeps what was typed, escaped', () => {
    expect(field).toContain('value="&lt;b&gt;&quot;typed&quot;"')
    expect(String(<Field t={t} name="a" label="b" type="textarea" value={'</textarea><i>'} />)).toContain(
      '>&lt;/textarea&gt;&lt;i&gt;</textarea>',
    )
  })

  it('never gives a passphrase back, nor lets the phone learn it', () => {
    const passphrase = String(
      <Field t={t} name="p" label="Passphrase" type="passphrase" value="secret words" />,
    )
    expect(passphrase).not.toContain('secret words')
    expect(passphrase).toContain('type="password"')
    expect(passphrase).toContain('spellcheck="false"')
    expect(passphrase).toContain('autocapitalize="none"')
  })

  it('says when it may stay empty', () => {
    expect(String(<Field t={t} name="a" label="b" required={false} />)).toContain('(optional)')
    expect(field).not.toContain('(optional)')
  })
})

describe('a choice', () => {
  const choice = (value?: string | string[]) =>
    String(
      <Choice
        t={t}
        name="kind"
        label="Which?"
        type="checkbox"
        value={value}
        options={[
          { value: 'a', label: 'First' },
          { value: 'b', label: 'Second', hint: 'Longer' },
        ]}
      />,
    )

  it('is a group with its question, and keeps what was chosen', () => {
    expect(choice()).toMatch(/<fieldset[^>]*><legend[^>]*>Which\?/)
    expect(choice()).not.toContain('checked')
    expect(choice('b')).toMatch(/value="b" checked/)
    expect(choice(['a', 'b']).match(/checked/g)).toHaveLength(2)
  })

  it('has its first option where the error summary leads to', () => {
    expect(choice()).toMatch(/id="field-kind" type="checkbox" name="kind" value="a"/)
  })
})

it('the error summary leads to each field, is announced, and is absent without errors', () => {
  const errors = toFormErrors(t, [
    { kind: 'invalid', field: 'text', message: 'errors.missing' },
    { kind: 'forbidden', message: 'errors.forbidden' },
  ])
  const summary = String(<ErrorSummary t={t} errors={errors} />)
  expect(summary).toContain('role="alert"')
  expect(summary).toContain('tabindex="-1"')
  expect(summary).toContain(`<a href="#field-text">${t('errors.missing')}</a>`)
  expect(summary).toContain(`<li>${t('errors.forbidden')}</li>`)
  expect(String(<ErrorSummary t={t} errors={[]} />)).toBe('')
})

it('forms are sent by POST, and the browser does not check them in its own words', () => {
  const form = String(
    <Form action="/x" hidden={{ a: '1', b: undefined }} htmx={{ 'hx-post': '/x' }}>
      <Button name="decision" value="keep">
        Keep
      </Button>
    </Form>,
  )
  expect(form).toMatch(/<form class="form" method="post" action="\/x"[^>]*novalidate/)
  expect(form).toContain('<input type="hidden" name="a" value="1"/>')
  expect(form).not.toContain('name="b"')
  expect(form).toContain('hx-post="/x"')
  expect(form).toMatch(/<button[^>]*type="submit" name="decision" value="keep"/)
})

it('icons are decoration: hidden from screen readers, absent where the sprite is unknown', () => {
  expect(String(<Icon name="lock" />)).toBe('')
  const icon = String(
    <IconSprite url="/assets/s.svg">
      <Icon name="lock" />
    </IconSprite>,
  )
  expect(icon).toContain('aria-hidden="true"')
  expect(icon).toContain('<use href="/assets/s.svg#lock"')
})

describe('time', () => {
  const text = (at: Date, from?: Date) => String(<Time t={t} at={at} now={from} />).replace(/<[^>]+>/g, '')

  it('is told from now for a week, then by its day', () => {
    expect(text(hoursAgo(0), now)).toBe('now')
    expect(text(hoursAgo(3), now)).toBe('3 hours ago')
    expect(text(hoursAgo(26), now)).toBe('yesterday · Nov 21')
    expect(text(hoursAgo(-2), now)).toBe('in 2 hours')
    expect(text(hoursAgo(24 * 8), now)).toBe('November 14, 2026')
  })

  it('says no more in its markup than in words: the hour of hours, the day of days', () => {
    const at = new Date(hoursAgo(3).getTime() - 25 * 60_000)
    expect(String(<Time t={t} at={at} now={now} />)).toContain('datetime="2026-11-22T09:00Z"')
    expect(String(<Time t={t} at={hoursAgo(26)} now={now} />)).toMatch(/datetime="2026-11-21" [^:]*$/)
    expect(String(<Time t={t} at={hoursAgo(3)} />)).toContain('datetime="2026-11-22"')
    expect(text(hoursAgo(3))).toBe('November 22, 2026')
  })

  it('is told both ways where there is room', () => {
    const both = (at: Date) => String(<Time t={t} at={at} now={now} full />).replace(/<[^>]+>/g, '')
    expect(both(hoursAgo(3))).toBe('3 hours ago · November 22, 2026')
    expect(both(hoursAgo(50))).toBe('2 days ago · November 20, 2026')
    expect(both(hoursAgo(24 * 8))).toBe('November 14, 2026')
  })

  it('that has to be kept is told to the minute, and names its zone', () => {
    const moment = String(<Moment t={t} at={hoursAgo(-2)} />)
    expect(moment).toContain('datetime="2026-11-22T14:00Z"')
    expect(moment.replace(/\s/g, ' ')).toContain('November 22, 2026 at 2:00 PM UTC')
  })
})

it('initials come from names in any script', () => {
  expect(initialsOf('Rosa Quispe Mamani')).toBe('RQ')
  expect(initialsOf('южный ветер')).toBe('ЮВ')
  expect(initialsOf('luna_nueva')).toBe('LN')
  expect(initialsOf('🌙 luz')).toBe('L')
  expect(initialsOf('🌙')).toBe('·')
  expect(groundOf('Rosa')).toBe(groundOf('Rosa'))
})

it('a post shows its author, its place and its comments, and its text as it was made safe', () => {
  const card = String(
    <PostCard
      t={t}
      now={now}
      post={{
        id: 'post-1',
        href: '/posts/1',
        author: { name: 'Rosa <i>' },
        at: hoursAgo(1),
        title: 'What <b>',
        body: markSafe('<p>We <em>meet</em></p>'),
        where: { name: 'Breakfast', href: '/groups/1' },
        comments: 1,
        pictures: [{ src: '/media/1', width: 4, height: 3, alt: 'A wall' }],
      }}
    />,
  )
  expect(card).toContain('Rosa &lt;i&gt;')
  expect(card).toContain('<a href="/posts/1">What &lt;b&gt;</a>')
  expect(card).toContain('<p>We <em>meet</em></p>')
  expect(card).toContain('1 comment<')
  expect(card).toMatch(/<img src="\/media\/1" width="4" height="3" alt="A wall" loading="lazy"/)
})

describe('comments', () => {
  const chain = (length: number): CommentModel => ({
    id: `c${length}`,
    author: { name: `Writer ${length}` },
    at: hoursAgo(1),
    body: markSafe('<p>yes</p>'),
    replyHref: '#reply',
    replies: length > 1 ? [chain(length - 1)] : [],
  })

  it('nest three deep; deeper ones say whom they answer', () => {
    const thread = String(<Comments t={t} now={now} comments={[chain(6)]} />)
    expect(thread.match(/<ol class="comments">/g)).toHaveLength(3)
    expect(thread.match(/<article/g)).toHaveLength(6)
    expect(thread).toContain('answers Writer 4')
    expect(thread).toContain('answers Writer 2')
    expect(thread).not.toContain('answers Writer 6')
  })

  it('keep the place of one that was deleted', () => {
    const gone: CommentModel = { ...chain(2), body: undefined }
    expect(String(<Comments t={t} now={now} comments={[gone]} />)).toContain('This comment was deleted.')
  })
})

describe('what writes inside', () => {
  const place = { t, group: 'Breakfast', readers: 43, errors: [{ field: 'text', text: 'Too long' }] }
  const comment = String(<Composer {...place} action="/c" values={{ text: 'Dear <all>' }} />)
  const post = String(
    <NewPostForm
      {...place}
      action="/posts"
      submit="Post in Breakfast"
      values={{
        ...{ kind: 'discussion', text: 'Dear <all>', language: 'en', pictureDescription: '', options: '' },
        ...{ several: false, secret: false, days: '7', lifetime: '', isAnonymous: false, isOnBehalf: false },
        ...{ consentNote: '', consentOn: '', documentName: '', isDocumentConfirmed: false, transcript: '' },
      }}
      languages={[{ value: 'en', label: 'English' }]}
      hidden={{}}
      options={{
        ...{
          place: 'group:1',
          mostPictures: 4,
          lifetimes: [1, 7, 30],
          mostDays: null,
          mayWriteOnBehalf: true,
        },
        poll: { leastOptions: 2, mostOptions: 10, leastDays: 1, mostDays: 30 },
        voice: { seconds: 60, kilobytes: 400 },
        document: { megabytes: 5 },
        scripts: { faceBrush: '/assets/f.js', voiceRecorder: '/assets/v.js' },
      }}
    />,
  )

  it.each([
    ['comments', comment],
    ['posts', post],
  ])('says who reads along and offers no audience to choose: %s', (_, form) => {
    expect(form).toContain('Stays in Breakfast. 43 members can read it. So can the server.')
    expect(form).toMatch(/<button[^>]*data-kind="inside"[^>]*>.*in Breakfast.*<\/button>/s)
    expect(form).toContain('Too long')
    expect(form).toContain('Dear &lt;all&gt;')
    const names = [...form.matchAll(/<(?:input|select|textarea)[^>]*\sname="([^"]*)"/g)].map(
      ([, name]) => name,
    )
    expect(names.filter((name) => /audience|visib|channel|reader|group|share/i.test(name ?? ''))).toEqual([])
    expect(names).toContain('text')
  })

  it('sends pictures with posts only', () => {
    expect(post).toContain('enctype="multipart/form-data"')
    expect(comment).not.toContain('multipart')
  })
})

it('every language is offered by its own name, and the current one is not a button', () => {
  const languages = String(<LanguageSwitch t={t} offered={['es', 'en']} returnTo="/join?step=2" />)
  expect(languages).toMatch(/<button[^>]*name="locale" value="es" lang="es"/)
  expect(languages).toMatch(/<span[^>]*lang="en" aria-current="true">English/)
  expect(languages).toContain('name="returnTo" value="/join?step=2"')
  const alone = String(<LanguageSwitch t={t} offered={['en']} returnTo="/" />)
  expect(alone).not.toContain('<form')
  expect(alone).toContain('href="/reading"')
  const only = String(<LanguageSwitch t={t} offered={['es', 'en']} returnTo="/me" isAlone />)
  expect(only).not.toContain('href="/reading"')
})

it('a receipt tells each state in words', () => {
  const receipts = String(
    <ReceiptList
      t={t}
      now={now}
      receipts={[
        { server: 'a.example', state: 'confirmed', on: new Date('2030-05-20T00:00:00Z') },
        { server: 'b.example', state: 'unreachable', nextTry: hoursAgo(-1) },
      ]}
    />,
  )
  expect(receipts).toContain('Confirmed: it is gone there')
  expect(receipts).toContain('May 20, 2030')
  expect(receipts).toContain('Cannot be reached, still trying')
  expect(receipts).toContain('in 1 hour')
})

it('what was taken out is said, not only struck through', () => {
  expect(String(<Struck t={t}>at nine</Struck>)).toMatch(/<del[^>]*><span[^>]*>Taken out: <\/span>at nine/)
})
