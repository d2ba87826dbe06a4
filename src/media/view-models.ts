import type { StoredPicture } from './queries.ts'

interface PictureModel {
  readonly src: string
  readonly width: number
  readonly height: number
  readonly byteLength: number
  readonly alt: string
  /** What pages show first, where the picture itself is large. */
  readonly preview?: {
    readonly src: string
    readonly width: number
    readonly height: number
    readonly byteLength: number
  }
}

/** A picture where its readers fetch it. */
export const pictureModel = ({ id, preview, ...picture }: StoredPicture): PictureModel => ({
  src: `/media/${id}`,
  ...picture,
  ...(preview === null ? {} : { preview: { src: `/media/${id}/preview`, ...preview } }),
})
