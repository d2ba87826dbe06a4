import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Comment, type CommentModel, deepest } from '../components/comment.tsx'
import { Also, type AlsoProps } from '../components/small-act.tsx'

interface Found {
  readonly comment: CommentModel
  /** Of the comment: 1 for an answer to the post itself. */
  readonly depth: number
  readonly parent?: CommentModel | undefined
}

/** Only in fragments: the newest comment alone, put where a page that shows all the others has to have it. */
export const NewComment: FC<{
  t: Translator
  now: Date
  comments: readonly CommentModel[]
  id: string
}> = ({ t, now, comments, id }) => {
  const found = find(comments, id)
  if (found === undefined) return null
  const { comment, depth, parent } = found
  const isFlat = depth > deepest
  const alone = (
    <Comment
      t={t}
      now={now}
      comment={comment}
      depth={depth}
      answers={isFlat ? parent?.author.name : undefined}
      arrived={id}
    />
  )
  const { isFirst, ...place } = placeOf(found)
  const item = isFlat ? alone : <li>{alone}</li>
  return <Also {...place}>{isFirst ? <ol class="comments">{item}</ol> : item}</Also>
}

function find(
  comments: readonly CommentModel[],
  id: string,
  depth = 1,
  parent?: CommentModel,
): Found | undefined {
  for (const comment of comments) {
    if (comment.id === id) return { comment, depth, parent }
    const below = find(comment.replies ?? [], id, depth + 1, comment)
    if (below) return below
  }
  return undefined
}

/** It is the newest, so it stands after everything that answers the same. */
function placeOf({ comment, depth, parent }: Found): AlsoProps & { readonly isFirst?: boolean } {
  if (parent === undefined) return { target: '#comments > .comments', swap: 'beforeend' }
  const others = (parent.replies ?? []).filter(({ id }) => id !== comment.id)
  const last = others.at(-1)
  if (depth > deepest) return { target: byId(lastBelow(last ?? parent, comment.id)), swap: 'afterend' }
  return last === undefined
    ? { target: byId(parent.id), swap: 'afterend', isFirst: true }
    : { target: `${byId(parent.id)} + ol`, swap: 'beforeend' }
}

const lastBelow = (comment: CommentModel, except: string): string => {
  const last = (comment.replies ?? []).filter(({ id }) => id !== except).at(-1)
  return last === undefined ? comment.id : lastBelow(last, except)
}

/** Ids may begin with a digit, which no other selector takes. */
const byId = (id: string): string => `[id="${id}"]`
