import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from '../components/button.tsx'
import { Section } from '../components/text.tsx'
import { EditionCard, type EditionModel } from './edition-card.tsx'

/** An answer in a thread, and what it answers where that is not the thread's beginning. */
export interface ReplyModel extends EditionModel {
  /** Null when that was taken back. */
  readonly answers?: {
    readonly author: string
    readonly beginning: string
    readonly lang: string
  } | null
  /** For moderators, who may take out what came from elsewhere. */
  readonly takeOutHref?: string
  /** For members who may write there. */
  readonly answerHref?: string
  /** Tells its links apart from those of others. */
  readonly beginning: string
}

/** All that was answered, oldest first; nothing stands before what it answers. */
export const EditionThread: FC<{
  t: Translator
  replies: readonly ReplyModel[]
  /** Begins an answer to the edition itself; for members who may. */
  answerHref?: string | undefined
}> = ({ t, replies, answerHref }) => (
  <Section title={t('channels.edition.replies')}>
    {replies.length === 0 ? (
      <p>{t('channels.edition.noReplies')}</p>
    ) : (
      replies.map((reply) => (
        <EditionCard t={t} edition={reply} under={<Answers t={t} reply={reply} />}>
          {reply.answerHref !== undefined && (
            <a href={reply.answerHref}>{t('channels.edition.answerReply', { words: reply.beginning })}</a>
          )}
          {reply.takeOutHref !== undefined && (
            <a href={reply.takeOutHref}>{t('channels.edition.decideReply', { words: reply.beginning })}</a>
          )}
        </EditionCard>
      ))
    )}
    {answerHref !== undefined && (
      <p>
        <Button kind="leaving" href={answerHref}>
          {t('channels.edition.answer')}
        </Button>
      </p>
    )}
  </Section>
)

const Answers: FC<{ t: Translator; reply: ReplyModel }> = ({ t, reply: { answers } }) =>
  answers === undefined ? null : answers === null ? (
    <p class="soft">{t('channels.edition.inAnswerToGone')}</p>
  ) : (
    <p class="soft">
      {t('channels.edition.inAnswerTo', { name: answers.author })}{' '}
      <q lang={answers.lang} dir="auto">
        {answers.beginning}
      </q>
    </p>
  )

export type ReactionCounts = Readonly<Record<'like' | 'dislike' | 'emoji' | 'boost', number>>

const kinds = ['like', 'dislike', 'emoji', 'boost'] as const

/** What people elsewhere said with a tap: numbers, nobody's names; nothing where there was none. */
export const Reactions: FC<{ t: Translator; counts: ReactionCounts }> = ({ t, counts }) => {
  const shown = kinds.filter((kind) => counts[kind] > 0)
  return shown.length === 0 ? null : (
    <p class="soft">
      {t('channels.edition.reactions')}:{' '}
      {shown.map((kind) => t(`channels.edition.reactions.${kind}`, { count: counts[kind] })).join(' · ')}
    </p>
  )
}
