import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { SummaryList } from '../components/lists.tsx'
import { PageTitle, Preview } from '../components/text.tsx'

interface Flagged {
  readonly id: string
  readonly authorName: string
  readonly title: string
  readonly channelName: string
  readonly host: string
  readonly objectUris: readonly string[]
}

export interface WriteFlagPageProps {
  t: Translator
  post: Flagged
  words?: string | undefined
  maxLength: number
  errors?: readonly FormError[] | undefined
}

/** What a moderator wants to tell the moderators of another server, in her own words. */
export const WriteFlagPage: FC<WriteFlagPageProps> = ({ t, post, words, maxLength, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('flagOut.lead')}>{t('flagOut.title', { host: post.host })}</PageTitle>
    <About t={t} post={post} />
    <Form action={`/allies/posts/${post.id}/flag`}>
      <Field
        t={t}
        name="words"
        type="textarea"
        label={t('flagOut.words')}
        hint={t('flagOut.wordsHint')}
        value={words}
        error={errorFor(errors, 'words')}
        maxLength={maxLength}
      />
      <ButtonRow>
        <Button>{t('flagOut.next')}</Button>
        <Button kind="quiet" href={`/allies/posts/${post.id}`}>
          {t('common.cancel')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)

export interface ConfirmFlagPageProps {
  t: Translator
  post: Flagged
  words: string
  /** The name that it is said in. */
  sender: string
}

/** All that leaves, before it does. */
export const ConfirmFlagPage: FC<ConfirmFlagPageProps> = ({ t, post, words, sender }) => {
  const { id, host, objectUris } = post
  return (
    <>
      <PageTitle lead={t('flagOut.confirm.lead')}>{t('flagOut.confirm.title')}</PageTitle>
      <Preview title={t('flagOut.confirm.leaves')}>
        <SummaryList
          t={t}
          rows={[
            { label: t('flagOut.confirm.to'), value: <bdi translate="no">{host}</bdi> },
            { label: t('flagOut.confirm.from'), value: t('flagOut.confirm.sender', { sender }) },
            {
              label: t('flagOut.confirm.about'),
              value: objectUris.map((uri) => (
                <div>
                  <bdi translate="no">{uri}</bdi>
                </div>
              )),
            },
            { label: t('flagOut.confirm.words'), value: <bdi>{words}</bdi> },
          ]}
        />
      </Preview>
      <p>{t('flagOut.confirm.stays')}</p>
      <Form action={`/allies/posts/${id}/flag/send`} hidden={{ words }}>
        <ButtonRow>
          <Button kind="leaving">{t('flagOut.confirm.send', { host })}</Button>
          <Button kind="quiet" href={`/allies/posts/${id}/flag`}>
            {t('flagOut.confirm.back')}
          </Button>
        </ButtonRow>
      </Form>
    </>
  )
}

const About: FC<{ t: Translator; post: Flagged }> = ({ t, post: { authorName, title, channelName } }) => (
  <p class="soft">
    {title === ''
      ? t('flagOut.aboutBy', { name: authorName, channel: channelName })
      : t('flagOut.about', { title, name: authorName, channel: channelName })}
  </p>
)
