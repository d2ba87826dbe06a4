import sharp from 'sharp'
import type { MemberCtx } from '../../../src/context.ts'
import { addCorrection } from '../../../src/posts/add-correction.ts'
import { createComment } from '../../../src/posts/create-comment.ts'
import { type CreatePost, createPost } from '../../../src/posts/create-post.ts'
import { done } from '../../channels/support.ts'

interface Writer {
  readonly ctx: MemberCtx
}

/** Writes a post and gives its id. */
export async function write(
  { ctx }: Writer,
  post: Partial<CreatePost> & Pick<CreatePost, 'groupId' | 'text'>,
): Promise<string> {
  const submission = ctx.random.id()
  return done(await createPost(ctx, { submission, language: 'en', pictures: [], ...post })).postId
}

/** Writes a comment below a post of ours, or of an ally's, and gives its id. */
export async function answer(
  { ctx }: Writer,
  target: { readonly postId: string } | { readonly alliedPostId: string },
  text: string,
  more: { readonly parentId?: string; readonly language?: string } = {},
): Promise<string> {
  const submission = ctx.random.id()
  const written = await createComment(ctx, { target, submission, text, language: 'en', ...more })
  return done(written).commentId
}

export async function correct({ ctx }: Writer, postId: string, text: string): Promise<void> {
  done(await addCorrection(ctx, { postId, submission: ctx.random.id(), text }))
}

/** An abstract picture: threads of two colours, woven. */
export function weave(warp: string, weft: string, width = 960, height = 640): Promise<Buffer> {
  const step = 48
  const rows = Array.from({ length: Math.ceil(height / step) }, (_, row) =>
    Array.from({ length: Math.ceil(width / step) }, (_, column) => {
      const fill = (row + column) % 2 === 0 ? warp : weft
      return `<rect x="${column * step}" y="${row * step}" width="${step - 6}" height="${step - 6}" rx="8" fill="${fill}"/>`
    }).join(''),
  ).join('')
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#f6efe2"/>${rows}</svg>`
  return sharp(Buffer.from(drawing)).png().toBuffer()
}
