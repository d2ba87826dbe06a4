import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Form } from '../components/form.tsx'
import { LinkList } from '../components/lists.tsx'
import { EmptyState } from '../components/messages.tsx'
import { PageTitle } from '../components/text.tsx'
import { Time } from '../components/time.tsx'

interface VouchModel {
  readonly applicationId: string
  readonly displayName: string
  readonly answer: 'yes' | 'no' | 'unsure' | null
  readonly askedAt: Date
}

/** Women who named her and wait. */
export const VouchesPage: FC<{ t: Translator; now: Date; vouches: readonly VouchModel[] }> = ({
  t,
  now,
  vouches,
}) => (
  <>
    <PageTitle lead={t('joining.vouch.lead')}>{t('joining.vouch.title')}</PageTitle>
    {vouches.length === 0 && <EmptyState title={t('joining.vouch.none')} icon="circle-check" />}
    <LinkList
      items={vouches.map(({ applicationId, displayName, answer, askedAt }) => ({
        href: `/vouches/${applicationId}`,
        title: displayName,
        text: answer === null ? <Time t={t} at={askedAt} now={now} /> : t(`joining.vouch.answered.${answer}`),
      }))}
    />
  </>
)

export interface VouchPageProps {
  t: Translator
  vouch: VouchModel
  errors?: readonly FormError[] | undefined
}

/** One question. Of the applicant only the name she wishes for stands here. */
export const VouchPage: FC<VouchPageProps> = ({ t, vouch, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <Form action={`/vouches/${vouch.applicationId}`}>
      <Choice
        t={t}
        name="answer"
        asTitle
        label={t('joining.vouch.question', { name: vouch.displayName })}
        hint={t('joining.vouch.hint')}
        value={vouch.answer ?? undefined}
        error={errorFor(errors, 'answer')}
        options={[
          { value: 'yes', label: t('joining.vouch.yes') },
          { value: 'no', label: t('joining.vouch.no') },
          { value: 'unsure', label: t('joining.vouch.unsure'), hint: t('joining.vouch.unsureHint') },
        ]}
      />
      <ButtonRow>
        <Button>{t('joining.vouch.send')}</Button>
        <Button kind="quiet" href="/vouches">
          {t('common.cancel')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)
