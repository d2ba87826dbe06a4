import { sql } from 'kysely'
import { readSettings } from '../community/settings.ts'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { removePostImages } from '../media/remove-images.ts'
import { isWatched } from '../moderation/watch-list.ts'
import { can } from '../policy/permissions.ts'
import { isAuthor, visiblePost } from '../policy/visibility.ts'
import { forbidden, judgeText, missing, ok, type Refusal, type Result, refuse } from '../result.ts'
import { judgeStanding } from '../standing/judge-standing.ts'
import { dropDraft } from './drop-draft.ts'
import { keepRevision } from './revisions.ts'
import { judgeLanguage, judgePost, nextEdit, postLimits, versionOf } from './rules.ts'
import { postChangeOf } from './writing-places.ts'

export interface EditPost {
  readonly postId: string
  /** Of the text she started from (`versionOf`). */
  readonly version: string
  readonly text: string
  readonly language: string
  /** New descriptions of its pictures, and which to take off; pictures that are not named stay as they are. */
  readonly pictures?: readonly { readonly id: string; readonly alt: string; readonly isRemoved: boolean }[]
  /** New words of its document and its voice message, and which to take off; as with pictures. */
  readonly attachments?: readonly EditedAttachment[]
}

export interface EditedAttachment {
  readonly id: string
  /** What a document is called, or what is said in a voice message. */
  readonly words: string
  readonly isRemoved: boolean
}

/**
 * Changes a post of hers; moderators can read for a day what it said before. What was shared outside is another text
 * and stays as it is (P4). Refuses: missing, forbidden for others' posts and while she is muted, invalid beside a
 * field, conflict when the post was edited meanwhile on another device.
 */
export async function editPost(ctx: MemberCtx, input: EditPost): Promise<Result<undefined>> {
  const { postId, text, language } = input
  if (!couldBeId(postId)) return missing()
  const community = await readSettings(ctx)
  return inTransaction(ctx, async (trx) => {
    const post = await trx.db
      .selectFrom('posts as p')
      .select(['p.kind', 'p.body', 'p.language', 'p.editedAt', 'p.anonymous', 'p.heldAt'])
      .select([
        isAuthor(trx, 'post', sql.ref('p.id')).as('isMine'),
        sql<{ id: string; alt: string }[]>`(select coalesce(json_agg(json_build_object('id', media.id,
            'alt', media.alt)), '[]')
          from post_images join media on media.id = post_images.media_id where post_images.post_id = p.id)`.as(
          'pictures',
        ),
        sql<{ id: string; kind: 'document' | 'voice'; name: string; transcript: string }[]>`(
          select coalesce(json_agg(json_build_object('id', attached.id, 'kind', attached.kind,
            'name', attached.name, 'transcript', attached.transcript)), '[]')
          from attachments attached where attached.post_id = p.id)`.as('attachments'),
      ])
      .where('p.id', '=', postId)
      .where(visiblePost(trx, 'p'))
      .forUpdate('p')
      .executeTakeFirst()
    if (!post) return missing()
    if (!can(trx.actor, 'post.edit', post.isMine ? 'author' : 'reader')) return forbidden()

    const wished = new Map(input.pictures?.map((picture) => [picture.id, picture]))
    const removed = post.pictures.filter(({ id }) => wished.get(id)?.isRemoved).map(({ id }) => id)
    const pictures = post.pictures
      .filter(({ id }) => !removed.includes(id))
      .map(({ id, alt }) => ({ id, before: alt, alt: wished.get(id)?.alt ?? alt }))
    const attachments = changesOf(post.attachments, input.attachments)
    const [first, ...more] = [
      ...(await judgeStanding(trx, { isAnonymous: post.anonymous })),
      ...judgePost({ text, pictures, kind: post.kind, attachments: attachments.kept }),
      ...attachments.changed.flatMap(judgeWords),
      ...judgeLanguage(language, community, post.language),
    ]
    if (first) return refuse(first, ...more)
    if (input.version !== versionOf(post.editedAt)) {
      return refuse({ kind: 'conflict', message: 'post.errors.editedMeanwhile' })
    }

    await dropDraft(trx, postChangeOf(postId))
    const described = pictures.filter(({ before, alt }) => before !== alt)
    const isSame = post.body === text && post.language === language
    const isUntouched = attachments.changed.length + attachments.removed.length === 0
    if (isSame && isUntouched && removed.length === 0 && described.length === 0) return ok()
    const now = trx.clock.now()
    const newWords = [
      text,
      ...described.map(({ alt }) => alt),
      ...attachments.changed.map(({ words }) => words),
    ]
    // What a moderator has let pass once is not held again for the words that it had then.
    const isHeld = (await isWatched(trx, newWords.join('\n'))) && !(await isWatched(trx, post.body))
    await trx.db
      .updateTable('posts')
      .set({
        body: text,
        language,
        editedAt: nextEdit(now, post.editedAt),
        heldAt: post.heldAt ?? (isHeld ? now : null),
      })
      .where('id', '=', postId)
      .execute()
    if (post.body !== text && post.body !== '') await keepRevision(trx, { postId }, post.body)
    for (const { id, alt } of described) {
      await trx.db.updateTable('media').set({ alt }).where('id', '=', id).execute()
    }
    if (removed.length > 0) await removePostImages(trx, postId, removed)
    await changeAttachments(trx, attachments)
    return ok()
  })
}

interface StoredAttachment {
  readonly id: string
  readonly kind: 'document' | 'voice'
  readonly name: string
  readonly transcript: string
}

type ChangedAttachment = Pick<StoredAttachment, 'id' | 'kind'> & { readonly words: string }

interface AttachmentChanges {
  readonly kept: number
  readonly removed: readonly string[]
  readonly changed: readonly ChangedAttachment[]
}

function changesOf(
  stored: readonly StoredAttachment[],
  wished: readonly EditedAttachment[] = [],
): AttachmentChanges {
  const wishes = new Map(wished.map((wish) => [wish.id, wish]))
  const kept = stored.filter(({ id }) => !wishes.get(id)?.isRemoved)
  return {
    kept: kept.length,
    removed: stored.filter((attachment) => !kept.includes(attachment)).map(({ id }) => id),
    changed: kept.flatMap(({ id, kind, name, transcript }) => {
      const words = wishes.get(id)?.words
      const before = kind === 'voice' ? transcript : name
      return words === undefined || words === before ? [] : [{ id, kind, words }]
    }),
  }
}

const judgeWords = ({ id, kind, words }: ChangedAttachment): Refusal[] =>
  judgeText(`words-${id}`, words, kind === 'voice' ? postLimits.transcript : postLimits.documentName)

async function changeAttachments(
  trx: MemberTransactionCtx,
  { removed, changed }: AttachmentChanges,
): Promise<void> {
  for (const { id, kind, words } of changed) {
    await trx.db
      .updateTable('attachments')
      .set(kind === 'voice' ? { transcript: words } : { name: words })
      .where('id', '=', id)
      .execute()
  }
  if (removed.length > 0) await trx.db.deleteFrom('attachments').where('id', 'in', removed).execute()
}
