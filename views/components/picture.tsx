import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { sizeText } from './attachments.tsx'
import { Icon } from './icon.tsx'
import { useReader } from './reader.tsx'

export interface PictureModel {
  readonly src: string
  readonly width: number
  readonly height: number
  /** What is to be seen; empty where nobody described it. */
  readonly alt: string
  readonly byteLength?: number | undefined
  /** The same, much smaller: what is shown first. */
  readonly preview?: PreviewModel | undefined
}

interface PreviewModel {
  readonly src: string
  readonly width: number
  readonly height: number
  readonly byteLength: number
}

/**
 * Pictures under a text, each with its description: a small one first, with a link to the large. Those who save data get
 * the words, the size and a link to the small one in their place; with the script it shows where it stands, and only then
 * the link to the large.
 */
export const Pictures: FC<{ t: Translator; pictures?: readonly PictureModel[] | undefined }> = ({
  t,
  pictures = [],
}) => {
  const { picturesOnTap } = useReader()
  if (pictures.length === 0) return null
  return (
    <div class="pictures" data-count={pictures.length}>
      {pictures.map((picture) =>
        picturesOnTap ? <PictureTap t={t} picture={picture} /> : <Picture t={t} picture={picture} />,
      )}
    </div>
  )
}

/**
 * Fetched only when scrolled to. Its room is kept from the start, and what is to be seen stands in it until the picture
 * covers it, or for good when that never comes.
 */
const Picture: FC<{ t: Translator; picture: PictureModel }> = ({ t, picture }) => {
  const { alt, preview } = picture
  const { src, width, height } = preview ?? picture
  const words = alt === '' ? t('post.picture.undescribed') : alt
  return (
    <figure class="picture">
      <span class="picture__words" aria-hidden="true" dir="auto">
        {words}
      </span>
      <img src={src} width={width} height={height} alt={words} loading="lazy" decoding="async" />
      <Larger t={t} picture={picture} />
      {alt === '' && <Undescribed t={t} />}
    </figure>
  )
}

const PictureTap: FC<{ t: Translator; picture: PictureModel }> = ({ t, picture }) => {
  const { alt, preview } = picture
  const { src, width, height, byteLength } = preview ?? picture
  return (
    <figure class="picture" data-waits="">
      <p class="picture__words" dir="auto">
        {alt === '' ? t('picture.undescribed') : alt}
      </p>
      <a href={src} data-picture={`${width}x${height}`} data-alt={alt || t('post.picture.undescribed')}>
        <Icon name="eye" />
        {byteLength === undefined
          ? t('picture.show')
          : t('picture.showSize', { size: sizeText(t, byteLength) })}
      </a>
      <Larger t={t} picture={picture} />
    </figure>
  )
}

const Larger: FC<{ t: Translator; picture: PictureModel }> = ({ t, picture }) => {
  const { src, width, height, byteLength, preview } = picture
  if (!preview || byteLength === undefined) return null
  return (
    <a class="picture__larger" href={src} data-larger={`${width}x${height}`}>
      {t('picture.larger', { size: sizeText(t, byteLength) })}
    </a>
  )
}

/** For those who see it, so that somebody describes the next one; the picture itself says it to everybody else. */
const Undescribed: FC<{ t: Translator }> = ({ t }) => (
  <figcaption class="picture__missing" aria-hidden="true">
    {t('picture.undescribed')}
  </figcaption>
)
