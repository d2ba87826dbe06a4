import { Hono } from 'hono'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember } from '../web/require-member.ts'
import { type MemberPageContext, missingPage } from '../web/respond.tsx'
import { type PictureSize, readAttachmentFile, readPicture } from './queries.ts'

/**
 * Pictures of closed posts, to those who can see the post. `no-cache` lets a phone keep a picture, so that it is paid
 * for once, but asks here before each showing: after signing out, freezing or deleting, it is not shown again. What
 * the phone still holds on its disk goes with `Clear-Site-Data` on leaving. The bytes behind an id never change, nor
 * do those of its preview.
 */
export const mediaRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/media/:mediaId', requireMember, (c) => pictureFile(c, c.req.param('mediaId'), 'full'))

    .get('/media/:mediaId/preview', requireMember, (c) => pictureFile(c, c.req.param('mediaId'), 'preview'))

    /**
     * A document is only ever saved, under a name that says nothing; a voice message is played where it stands. Unlike
     * pictures neither is kept on the phone.
     */
    .get('/attachments/:attachmentId', requireMember, async (c) => {
      const file = await readAttachmentFile(c.var.ctx, c.req.param('attachmentId'))
      if (!file) return missingPage(c)
      const isVoice = file.mediaType === 'audio/webm'
      c.header('Cache-Control', 'private, no-store')
      c.header('Content-Security-Policy', "default-src 'none'; sandbox")
      c.header('Content-Type', file.mediaType)
      c.header(
        'Content-Disposition',
        isVoice ? 'inline; filename="voice.webm"' : 'attachment; filename="document.pdf"',
      )
      const bytes = new Uint8Array(file.bytes)
      c.header('Accept-Ranges', 'bytes')
      const range = rangeOf(c.req.header('Range'), bytes.byteLength)
      if (!range) return c.body(bytes)
      const [start, end] = range
      c.header('Content-Range', `bytes ${start}-${end}/${bytes.byteLength}`)
      return c.body(bytes.subarray(start, end + 1), 206)
    })

async function pictureFile(c: MemberPageContext, mediaId: string, size: PictureSize): Promise<Response> {
  const tag = size === 'full' ? `"${mediaId}"` : `"${mediaId}-preview"`
  const isKnown = holdsTag(c.req.header('If-None-Match'), tag)
  const picture = await readPicture(c.var.ctx, mediaId, { isKnown, size })
  if (!picture) return missingPage(c)
  c.header('Cache-Control', 'private, no-cache')
  c.header('ETag', tag)
  c.header('Content-Security-Policy', "default-src 'none'; sandbox")
  if (picture.bytes === null) return c.body(null, 304)
  c.header('Content-Type', picture.mediaType)
  c.header('Content-Disposition', 'inline; filename="picture.webp"')
  return c.body(new Uint8Array(picture.bytes))
}

/** RFC 9110, 13.1.2: a list of tags, compared weakly. */
const holdsTag = (header: string | undefined, tag: string): boolean =>
  (header ?? '').split(',').some((held) => held.trim().replace(/^W\//, '') === tag)

/**
 * The first and last byte that are asked for (RFC 9110, 14.1.2): one range with a beginning, which is what players on
 * iPhones insist on. Everything else is answered with the whole.
 */
function rangeOf(header: string | undefined, length: number): readonly [number, number] | undefined {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? []
  if (from === undefined) return undefined
  const start = Number(from)
  const end = Math.min(to ? Number(to) : length - 1, length - 1)
  return start <= end ? [start, end] : undefined
}
