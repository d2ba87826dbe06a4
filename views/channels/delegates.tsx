import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { PageTitle, Section } from '../components/text.tsx'

export interface DelegatesPageProps {
  t: Translator
  channel: { readonly slug: string; readonly name: string }
  delegates: readonly { readonly memberId: string; readonly name: string; readonly community: string }[]
  values?: { readonly name: string; readonly community: string } | undefined
  errors?: readonly FormError[] | undefined
}

/** Who speaks for other communities in a channel. */
export const DelegatesPage: FC<DelegatesPageProps> = ({ t, channel, delegates, values, errors }) => {
  const here = `/channels/${channel.slug}/manage/delegates`
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('channels.delegates.lead')}>
        {t('channels.delegates.title', { channel: channel.name })}
      </PageTitle>
      <Section title={t('channels.delegates.list')}>
        {delegates.length === 0 && <p>{t('channels.delegates.none')}</p>}
        {delegates.map(({ memberId, name, community }) => (
          <Form action={`${here}/end`} hidden={{ member: memberId }}>
            <p>{t('channels.delegates.one', { name, community })}</p>
            <ButtonRow>
              <Button kind="secondary">{t('channels.delegates.end', { name })}</Button>
            </ButtonRow>
          </Form>
        ))}
      </Section>
      <Section title={t('channels.delegates.new')}>
        <Form action={here}>
          <Field
            t={t}
            name="name"
            label={t('channels.delegates.name')}
            hint={t('channels.delegates.nameHint')}
            value={values?.name}
            error={errorFor(errors, 'name')}
            maxLength={40}
          />
          <Field
            t={t}
            name="community"
            label={t('channels.delegates.community')}
            hint={t('channels.delegates.communityHint')}
            value={values?.community}
            error={errorFor(errors, 'community')}
            maxLength={60}
          />
          <ButtonRow>
            <Button>{t('channels.delegates.submit')}</Button>
          </ButtonRow>
        </Form>
      </Section>
    </>
  )
}
