import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { EmptyState, Notice } from '../components/messages.tsx'
import { PageTitle, Section } from '../components/text.tsx'

export interface SuccessionPageProps {
  t: Translator
  hasOffered: boolean
  needed: number
  candidates: readonly {
    readonly id: string
    readonly name: string
    readonly supports: number
    readonly isMine: boolean
    readonly hasMySupport: boolean
  }[]
}

/** Taking over together when nobody looks after the community any more. */
export const SuccessionPage: FC<SuccessionPageProps> = ({ t, hasOffered, needed, candidates }) => (
  <>
    <PageTitle lead={t('standing.succession.lead', { count: needed })}>
      {t('standing.succession.title')}
    </PageTitle>
    {!hasOffered && (
      <Form action="/succession/offer">
        <ButtonRow>
          <Button>{t('standing.succession.offer')}</Button>
        </ButtonRow>
      </Form>
    )}
    <Section title={t('standing.succession.candidates')}>
      {candidates.length === 0 && <EmptyState title={t('standing.succession.nobody')} icon="users" />}
      {candidates.map(({ id, name, supports, isMine, hasMySupport }) => (
        <article class="queue-item">
          <h3 dir="auto">{name}</h3>
          <p class="soft">{t('standing.succession.supports', { count: supports, needed })}</p>
          {isMine || hasMySupport ? (
            <Notice>
              <p>{t(isMine ? 'standing.succession.yours' : 'standing.succession.supported')}</p>
            </Notice>
          ) : (
            <Form action={`/succession/${id}/support`}>
              <ButtonRow>
                <Button kind="secondary">{t('standing.succession.support', { name })}</Button>
              </ButtonRow>
            </Form>
          )}
        </article>
      ))}
    </Section>
  </>
)
