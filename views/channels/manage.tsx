import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field, type Option, Select } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { languageNames } from '../components/language-switch.tsx'
import { LinkList } from '../components/lists.tsx'
import { Notice } from '../components/messages.tsx'
import { Code, Details, PageTitle, Section } from '../components/text.tsx'

export interface ManagePageProps {
  t: Translator
  channel: {
    readonly name: string
    readonly slug: string
    readonly id: string
    readonly kind: 'open' | 'allied'
    /** The languages in which something is said about it. */
    readonly languages: string
    readonly posting: string
    readonly isClosed: boolean
    readonly movedTo?: string | undefined
  }
  pins: readonly { readonly id: string; readonly title: string }[]
  /** Following is decided by moderators; closing and moving by admins. */
  mayDecide: boolean
  mayClose: boolean
  mayMove: boolean
}

/** Everything that can be changed about a channel, with what it is now. */
export const ManagePage: FC<ManagePageProps> = ({ t, channel, pins, mayDecide, mayClose, mayMove }) => {
  const { name, slug, id, kind, languages, posting, isClosed, movedTo } = channel
  const here = `/channels/${slug}/manage`
  return (
    <>
      <PageTitle lead={isClosed ? undefined : t('channels.manage.lead')}>
        {t('channels.manage.title', { channel: name })}
      </PageTitle>
      {isClosed && (
        <Notice>
          <p>
            <strong>{t('channels.manage.isClosed')}</strong>
          </p>
          <p>{t('channels.manage.isClosedText')}</p>
        </Notice>
      )}
      {movedTo !== undefined && (
        <Notice>
          <p>
            <strong>{t('channels.manage.isMoved')}</strong>
          </p>
          <p>{t('channels.manage.isMovedText')}</p>
          <Code t={t} label={t('channels.manage.newAddress')} code={movedTo} />
        </Notice>
      )}
      <LinkList
        items={[
          ...(isClosed
            ? []
            : [
                {
                  href: `${here}/words`,
                  title: t('channels.manage.words'),
                  text:
                    languages === ''
                      ? t('channels.manage.words.none')
                      : t('channels.manage.words.some', { languages }),
                },
                { href: `${here}/posting`, title: t('channels.manage.posting'), text: posting },
                ...(kind === 'open'
                  ? [{ href: `/channels/${slug}/languages`, title: t('channels.manage.languages') }]
                  : [
                      {
                        href: `${here}/network`,
                        title: t('channels.manage.network'),
                        text: t('channels.manage.network.text'),
                      },
                    ]),
                ...(mayDecide
                  ? [
                      {
                        href: `${here}/delegates`,
                        title: t('channels.manage.delegates'),
                        text: t('channels.manage.delegates.text'),
                      },
                    ]
                  : []),
              ]),
          ...(mayDecide
            ? [{ href: `/channels/${id}/followers`, title: t('channels.manage.followers') }]
            : []),
          ...(mayMove && !isClosed
            ? [
                {
                  href: `${here}/former`,
                  title: t('channels.manage.former'),
                  text: t('channels.manage.former.text'),
                },
                {
                  href: '/moving',
                  title: t('channels.manage.moving'),
                  text: t('channels.manage.moving.text'),
                },
              ]
            : []),
          ...(mayClose && !isClosed
            ? [
                {
                  href: `${here}/close`,
                  title: t('channels.manage.close'),
                  text: t('channels.manage.close.text'),
                },
              ]
            : []),
        ]}
      />
      {!isClosed && (
        <Section title={t('channels.manage.pins')}>
          {pins.length === 0 && <p>{t('channels.manage.pins.none')}</p>}
          {mayDecide &&
            pins.map((pin) => (
              <Form action={`/editions/${pin.id}/unpin`} hidden={{ from: slug }}>
                <ButtonRow>
                  <Button kind="secondary">{t('channels.manage.pins.remove', { title: pin.title })}</Button>
                </ButtonRow>
              </Form>
            ))}
        </Section>
      )}
    </>
  )
}

export interface ChannelWordsPageProps {
  t: Translator
  slug: string
  name: string
  /** The channel's own language first; the others are folded away until something is said in them. */
  texts: readonly {
    readonly language: keyof typeof languageNames
    readonly description: string
    readonly rules: string
  }[]
  errors?: readonly FormError[] | undefined
}

/** What a channel is called and what it says of itself, in each language of the community. */
export const ChannelWordsPage: FC<ChannelWordsPageProps> = ({ t, slug, name, texts, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('channels.words.lead')}>{t('channels.words.title')}</PageTitle>
    <Form action={`/channels/${slug}/manage/words`}>
      <Field
        t={t}
        name="name"
        label={t('channels.words.name')}
        value={name}
        error={errorFor(errors, 'name')}
        maxLength={60}
      />
      {texts.map((text, index) =>
        index === 0 ? (
          <WordsIn t={t} text={text} errors={errors} />
        ) : (
          <Details
            summary={languageNames[text.language]}
            open={text.description !== '' || text.rules !== '' || hasError(text.language, errors)}
          >
            <WordsIn t={t} text={text} errors={errors} />
          </Details>
        ),
      )}
      <ButtonRow>
        <Button>{t('channels.words.submit')}</Button>
      </ButtonRow>
    </Form>
  </>
)

/** The two parts in one language. */
const WordsIn: FC<{
  t: Translator
  text: ChannelWordsPageProps['texts'][number]
  errors: readonly FormError[] | undefined
}> = ({ t, text: { language, description, rules }, errors }) => (
  <>
    <Field
      t={t}
      type="textarea"
      rows={3}
      name={`description-${language}`}
      label={t('channels.words.description', { language: languageNames[language] })}
      value={description}
      lang={language}
      error={errorFor(errors, `description-${language}`)}
      maxLength={1000}
      required={false}
    />
    <Field
      t={t}
      type="textarea"
      rows={4}
      name={`rules-${language}`}
      label={t('channels.words.rules', { language: languageNames[language] })}
      hint={t('channels.words.rulesHint')}
      value={rules}
      lang={language}
      error={errorFor(errors, `rules-${language}`)}
      maxLength={2000}
      required={false}
    />
  </>
)

/** What has to be mended is not folded away. */
const hasError = (language: string, errors: readonly FormError[] | undefined): boolean =>
  errorFor(errors, `description-${language}`) !== undefined ||
  errorFor(errors, `rules-${language}`) !== undefined

export interface PostingPageProps {
  t: Translator
  slug: string
  posting: string
  groupId: string
  groups: readonly Option[]
  errors?: readonly FormError[] | undefined
}

/** Who inside may write for a channel. */
export const PostingPage: FC<PostingPageProps> = ({ t, slug, posting, groupId, groups, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <Form action={`/channels/${slug}/manage/posting`}>
      <Choice
        t={t}
        name="posting"
        label={t('channels.posting.title')}
        hint={t('channels.posting.hint')}
        asTitle
        options={[
          { value: 'members', label: t('channels.posting.members') },
          { value: 'group', label: t('channels.posting.group'), hint: t('channels.posting.groupHint') },
          { value: 'moderators', label: t('channels.posting.moderators') },
        ]}
        value={posting}
        error={errorFor(errors, 'posting')}
      />
      <Select
        t={t}
        name="group"
        label={t('channels.posting.which')}
        required={false}
        marksOptional={false}
        options={[{ value: '', label: t('channels.posting.noGroup') }, ...groups]}
        value={groupId}
        error={errorFor(errors, 'group')}
      />
      <ButtonRow>
        <Button>{t('channels.posting.submit')}</Button>
      </ButtonRow>
    </Form>
  </>
)
