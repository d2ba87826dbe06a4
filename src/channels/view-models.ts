import { chooseText, textLanguages } from '../i18n/languages.ts'
import type { Translator } from '../i18n/translator.ts'
import { plainText, renderMarkdown } from '../markdown.ts'
import { markSafe } from '../safe-html.ts'
import type { SharePreview } from './preview.ts'
import type { PublishedEdition } from './published.ts'
import type { OwnShareView, ReadingServer } from './queries.ts'
import type { EditionReply } from './reading.ts'
import type { Receipt } from './receipts.ts'
import type { ShareState } from './rules.ts'

/** Midnight UTC of a stored day. */
export const startOf = (day: string): Date => new Date(`${day}T00:00:00Z`)

/** Where pages are on which something goes outside; of a new version an earlier one is out already. */
export const leavingPlace = (
  t: Translator,
  readers: 'draft' | 'review' | 'draftVersion' | 'reviewVersion',
) => ({
  kind: 'leaving' as const,
  name: t('shares.place.name'),
  readers: t(`shares.place.readers.${readers}`),
})

/** The preview as both its readers see it; `servers` are today's. */
export function previewModel(preview: SharePreview, servers: readonly ReadingServer[]) {
  const { title, author, language, marked, removed, images, version, target } = preview
  const { texts, translationsWelcome, isUnlinked, mayBeCarried, delegatesOf, authorDelegateOf } = preview
  return {
    title,
    by: author.name,
    lang: language,
    marked,
    removed,
    pictures: images.map(({ mediaId, width, height, alt }) => ({
      src: `/media/${mediaId}`,
      width,
      height,
      alt,
    })),
    texts,
    translationsWelcome,
    mayBeCarried,
    delegatesOf,
    authorDelegateOf,
    isUnlinked,
    version,
    readers: {
      place: target.place,
      kind: target.kind,
      channel: target.name,
      host: target.host ?? '',
      servers,
    },
  }
}

/** How an edition is read: `page` is its own, and on that page itself nothing leads there. */
interface EditionReading {
  readonly languages?: readonly string[]
  readonly page?: string
  readonly isOwnPage?: true
}

/**
 * An edition in the first of the reader's languages that it has, else in its original one. Pictures of open channels
 * come from where everybody fetches them.
 */
export function editionModel(
  edition: PublishedEdition,
  { languages = [], page = '', isOwnPage }: EditionReading = {},
) {
  const text = chooseText(edition.texts, languages)
  return {
    id: edition.id,
    href: isOwnPage || page === '' ? undefined : page,
    languages: textLanguages(
      page,
      text?.language ?? '',
      edition.texts.map(({ language }) => language),
      text?.translatedBy,
    ),
    author: edition.author.name,
    passedOnFrom: edition.passedOnFrom,
    on: startOf(edition.publishedOn),
    updatedOn: edition.updatedOn === undefined ? undefined : startOf(edition.updatedOn),
    title: text?.title ?? '',
    html: text?.html ?? markSafe(''),
    lang: text?.language ?? '',
    pictures: edition.images.map(({ fileId, url, width, height, byteLength, alt }) => ({
      src:
        edition.channel?.kind === 'open'
          ? new URL(url).pathname
          : `/editions/${edition.id}/pictures/${fileId}`,
      width,
      height,
      byteLength,
      alt,
    })),
  }
}

/** The thread below an edition: what answers another answer says which one. */
export function replyModels(
  edition: Pick<PublishedEdition, 'uri'>,
  replies: readonly EditionReply[],
  mayAnswer = false,
) {
  const byUri = new Map(replies.map((reply) => [reply.uri, reply]))
  return replies.map((reply) => ({
    ...replyModel(reply),
    ...(mayAnswer ? { answerHref: `/share/reply/${reply.id}` } : {}),
    beginning: beginningOf(reply.html),
    ...(reply.inReplyTo === edition.uri ? {} : { answers: answeredModel(byUri.get(reply.inReplyTo)) }),
  }))
}

/** Null when it does not stand any more. */
const answeredModel = (reply: EditionReply | undefined) =>
  reply === undefined
    ? null
    : {
        author: reply.speaker,
        beginning: beginningOf(reply.html),
        lang: reply.language,
      }

const replyModel = (reply: EditionReply) => ({
  id: reply.id,
  author: reply.author,
  ...(reply.remoteCommentId === undefined
    ? {}
    : {
        takeOutHref: `/queue/comments/${reply.remoteCommentId}`,
      }),
  passedOnFrom: reply.passedOnFrom,
  on: startOf(reply.publishedOn),
  updatedOn: reply.updatedOn === undefined ? undefined : startOf(reply.updatedOn),
  title: '',
  html: reply.html,
  lang: reply.language,
  pictures: [],
})

/** The languages of an edition that other communities translated. */
export const translationModels = ({ texts }: Pick<PublishedEdition, 'texts'>) =>
  texts.flatMap(({ language, translatedBy }) =>
    translatedBy === undefined ? [] : [{ language, community: translatedBy }],
  )

/** Receipts as they are shown: those of servers that are still in question, and those that were given up. */
export function receiptModels(receipts: readonly Receipt[]) {
  const givenUp: string[] = []
  const open = receipts.flatMap(({ server, state, on, nextTry }) => {
    if (state === 'given-up') givenUp.push(server)
    return state === 'given-up'
      ? []
      : [{ server, state, on: on === undefined ? undefined : startOf(on), nextTry }]
  })
  return { receipts: open, givenUp }
}

/** What a share is called in lists: its title, or how its text begins. */
export const shareTitle = ({ title, body }: Pick<OwnShareView, 'title' | 'body'>): string =>
  title === '' ? beginningOf(renderMarkdown(body)) : title

/** The same for what is published. */
export const editionTitle = ({ texts: [text] }: Pick<PublishedEdition, 'texts'>): string =>
  text && text.title !== '' ? text.title : beginningOf(text?.html ?? '')

function beginningOf(html: string): string {
  const text = plainText(html).replace(/\s+/gu, ' ')
  return text.length <= 60 ? text : `${text.slice(0, 60).trimEnd()}…`
}

/** The channel that an edition is in, ours or another community's. */
export const channelName = ({ channel, followedChannel }: PublishedEdition): string =>
  channel?.name ?? followedChannel?.name ?? ''

/** A share's state with what became of its edition. */
export const shareState = ({
  state,
  withdrawnOn,
}: Pick<OwnShareView, 'state' | 'withdrawnOn'>): ShareState | 'withdrawn' =>
  withdrawnOn !== null && state === 'published' ? 'withdrawn' : state
