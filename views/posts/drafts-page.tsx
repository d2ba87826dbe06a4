import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { EmptyState } from '../components/messages.tsx'
import { PageTitle } from '../components/text.tsx'
import { Time } from '../components/time.tsx'

export interface DraftModel {
  readonly place: string
  /** Where it would stand; undefined when that is gone for her. */
  readonly where?: string | undefined
  readonly what: 'post' | 'comment' | 'change'
  readonly href?: string | undefined
  readonly beginning: string
  readonly lang?: string | undefined
  readonly at: Date
}

/** What she began and has not sent. */
export const DraftsPage: FC<{ t: Translator; now: Date; drafts: readonly DraftModel[] }> = ({
  t,
  now,
  drafts,
}) => (
  <>
    <PageTitle lead={t('drafts.lead')}>{t('drafts.title')}</PageTitle>
    {drafts.length === 0 ? (
      <EmptyState title={t('drafts.empty')}>
        <p>{t('drafts.emptyHint')}</p>
      </EmptyState>
    ) : (
      <div class="stack">
        {drafts.map((draft) => (
          <article class="post-card">
            <h2 class="section__title">{placeOf(t, draft)}</h2>
            <p class="soft">
              <Time t={t} at={draft.at} now={now} />
            </p>
            <p lang={draft.lang} dir="auto">
              {draft.beginning === '' ? t('drafts.withoutWords') : draft.beginning}
            </p>
            <Form action="/drafts/delete" hidden={{ place: draft.place }}>
              <ButtonRow>
                {draft.href !== undefined && (
                  <Button kind="secondary" href={draft.href}>
                    {t('drafts.goOn')}
                  </Button>
                )}
                <Button kind="quiet" icon="trash-2">
                  {t('common.delete')}
                </Button>
              </ButtonRow>
            </Form>
          </article>
        ))}
      </div>
    )}
  </>
)

const names = { post: 'drafts.inGroup', comment: 'drafts.comment', change: 'drafts.change' } as const

const placeOf = (t: Translator, { where, what }: DraftModel): string =>
  where === undefined ? t('drafts.gone') : t(names[what], { group: where })
