import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Field, Select } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { EmptyState, Notice } from '../components/messages.tsx'
import { PageTitle, Prose, Section, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'

export interface DigestPostModel {
  readonly id: string
  readonly kind: 'discussion' | 'question' | 'poll' | 'alert'
  readonly html: SafeHtml
  readonly language: string
  readonly createdAt: Date
  readonly expiresAt: Date | null
}

export interface DigestPageProps {
  t: Translator
  now: Date
  groups: readonly { readonly id: string; readonly name: string }[]
  groupId: string
  periods: readonly number[]
  days: number
  posts: readonly DigestPostModel[]
}

/** Chooses what goes on paper. */
export const DigestPage: FC<DigestPageProps> = ({ t, now, groups, groupId, periods, days, posts }) => (
  <>
    <PageTitle lead={t('digest.lead')}>{t('digest.title')}</PageTitle>
    <form class="form" method="get" action="/digest">
      <Select
        t={t}
        name="group"
        label={t('search.group')}
        value={groupId}
        options={groups.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Select
        t={t}
        name="days"
        label={t('search.period')}
        value={String(days)}
        options={periods.map((count) => ({ value: String(count), label: t('digest.days', { count }) }))}
      />
      <ButtonRow>
        <Button kind="secondary">{t('digest.show')}</Button>
      </ButtonRow>
    </form>
    {posts.length === 0 ? (
      <EmptyState title={t('digest.empty')} />
    ) : (
      <Form action="/digest" hidden={{ groupId, days: String(days) }}>
        <Section title={t('digest.choose')}>
          <ul class="digest-choice">
            {posts.map((post) => (
              <li class="digest-choice__post">
                <div class="choice__option">
                  <input
                    class="choice__input"
                    type="checkbox"
                    id={`post-${post.id}`}
                    name="post"
                    value={post.id}
                    checked
                    aria-describedby={`words-${post.id}`}
                  />
                  <label class="choice__label" for={`post-${post.id}`}>
                    {t('digest.take')} · <Time t={t} at={post.createdAt} now={now} />
                  </label>
                </div>
                <div id={`words-${post.id}`}>
                  <Prose html={post.html} lang={post.language} />
                </div>
              </li>
            ))}
          </ul>
        </Section>
        <Field
          t={t}
          name="heading"
          label={t('digest.heading')}
          hint={t('digest.headingHint')}
          maxLength={120}
          required={false}
        />
        <Field
          t={t}
          name="closing"
          type="textarea"
          rows={3}
          label={t('digest.closing')}
          hint={t('digest.closingHint')}
          maxLength={500}
          required={false}
        />
        <ButtonRow>
          <Button>{t('digest.make')}</Button>
        </ButtonRow>
      </Form>
    )}
  </>
)

export interface PrintedDigestPageProps {
  t: Translator
  now: Date
  heading: string
  closing: string
  posts: readonly DigestPostModel[]
}

/** A neutral sheet: no names, no community, nothing that says where it comes from. */
export const PrintedDigestPage: FC<PrintedDigestPageProps> = ({ t, now, heading, closing, posts }) => (
  <>
    <div class="not-printed">
      <Notice tone="info">
        <p>{t('digest.printHow')}</p>
        <div data-print={t('common.print')} />
      </Notice>
    </div>
    <article class="digest">
      <h1 dir="auto">{heading === '' ? t('digest.neutralHeading') : heading}</h1>
      {posts.map(({ kind, html, language, expiresAt }) => (
        <section class="digest__post">
          {kind === 'alert' && (
            <p>
              <Tag tone="alarm" icon="triangle-alert">
                {t('search.kind.alert')}
              </Tag>{' '}
              {expiresAt && t('digest.until', { date: expiresAt.getTime() })}
            </p>
          )}
          <Prose html={html} lang={language} />
        </section>
      ))}
      {closing !== '' && <p dir="auto">{closing}</p>}
      <p class="soft">
        <Time t={t} at={now} />
      </p>
    </article>
  </>
)
