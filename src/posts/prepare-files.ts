import type { Ctx } from '../context.ts'
import { judgeDocument } from '../media/judge-document.ts'
import { judgeVoice } from '../media/judge-voice.ts'
import { reencodeImages } from '../media/reencode-images.ts'
import type { NewAttachment } from '../media/store-attachments.ts'
import type { EncodedImage } from '../ports.ts'
import { invalid, ok, type Refusal, type Result, refuse } from '../result.ts'

/** Files as they came, with what their author says of them. */
export interface NewFiles {
  readonly pictures: readonly { readonly bytes: Uint8Array; readonly alt: string }[]
  readonly document?: NewDocument | undefined
  readonly voice?: NewVoice | undefined
}

export interface NewDocument {
  readonly bytes: Uint8Array
  /** What its author calls it; the name that the file came with is never asked for. */
  readonly name: string
  /** That it may go although it says who made it. */
  readonly isConfirmed: boolean
}

export interface NewVoice {
  readonly bytes: Uint8Array
  /** What is said, in words. */
  readonly transcript: string
}

export interface PreparedFiles {
  readonly images: readonly EncodedImage[]
  readonly attachments: readonly NewAttachment[]
}

/**
 * Judges and re-encodes what comes with a post, before any transaction: seconds of work for large pictures. The
 * quick ones come first. Refuses beside `voice`, `document`, `documentConfirmed` or `pictures`, and says that a
 * browser does not keep chosen files.
 */
export async function prepareFiles(
  ctx: Pick<Ctx, 'images'>,
  { pictures, document, voice }: NewFiles,
): Promise<Result<PreparedFiles>> {
  const attachments: NewAttachment[] = []
  if (voice) {
    const judged = judgeVoice(voice.bytes, 'voice')
    if (!judged.ok) return again(judged.refusals, 'voice')
    attachments.push({ ...judged.value, kind: 'voice', transcript: voice.transcript })
  }
  if (document) {
    const judged = await judgeDocument(document.bytes, 'document')
    if (!judged.ok) return again(judged.refusals, 'document')
    if (judged.value.namesAuthor && !document.isConfirmed) {
      return again([invalid('documentConfirmed', 'media.errors.documentAuthor')], 'document')
    }
    const { bytes, name } = document
    attachments.push({ bytes, name, kind: 'document', mediaType: 'application/pdf' })
  }
  const images = await reencodeImages(
    ctx,
    pictures.map(({ bytes }) => bytes),
    'pictures',
  )
  return images.ok ? ok({ images: images.value, attachments }) : images
}

const again = (refusals: readonly [Refusal, ...Refusal[]], field: string): Result<never> =>
  refuse(...refusals, invalid(field, 'media.errors.fileAgain'))
