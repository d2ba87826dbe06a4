import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Icon } from './icon.tsx'
import { Details } from './text.tsx'

export interface AttachmentModel {
  readonly href: string
  readonly kind: 'document' | 'voice'
  /** What its author calls a document; may be empty. */
  readonly name: string
  readonly byteLength: number
  readonly seconds: number | null
  /** What is said, in words; may be empty. */
  readonly transcript: string
}

/** Documents and spoken messages under a text. Nothing of them is loaded before it is asked for, and it says how much. */
export const Attachments: FC<{ t: Translator; attachments?: readonly AttachmentModel[] | undefined }> = ({
  t,
  attachments = [],
}) => {
  if (attachments.length === 0) return null
  return (
    <ul class="attachments">
      {attachments.map((attached) => (
        <li>
          {attached.kind === 'voice' ? (
            <Voice t={t} voice={attached} />
          ) : (
            <Document t={t} document={attached} />
          )}
        </li>
      ))}
    </ul>
  )
}

const Document: FC<{ t: Translator; document: AttachmentModel }> = ({ t, document }) => (
  <>
    <strong>{document.name === '' ? t('attachment.document') : document.name}</strong>{' '}
    <a href={document.href}>{t('attachment.open', { size: sizeText(t, document.byteLength) })}</a>
  </>
)

/** Its words stand below as text, which is what speech without a picture needs (WCAG 1.2.1). */
const player = { controls: true, preload: 'none' } as const

const Voice: FC<{ t: Translator; voice: AttachmentModel }> = ({ t, voice }) => (
  <>
    <p>
      <Icon name="megaphone" /> <strong>{t('attachment.voice')}</strong>{' '}
      <a href={voice.href}>
        {t('attachment.listen', { size: sizeText(t, voice.byteLength), seconds: voice.seconds ?? 0 })}
      </a>
    </p>
    <audio {...player} src={voice.href} aria-label={t('attachment.voice')} />
    {voice.transcript !== '' && (
      <Details summary={t('attachment.transcript')} printed>
        <p>{voice.transcript}</p>
      </Details>
    )}
  </>
)

const kilobyte = 1024

/** A size for people, in whole kilobytes or tenths of a megabyte. */
export const sizeText = (t: Translator, bytes: number): string => {
  const isLarge = bytes >= kilobyte * kilobyte
  return new Intl.NumberFormat(t.locale, {
    style: 'unit',
    unit: isLarge ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: isLarge ? 1 : 0,
  }).format(isLarge ? bytes / kilobyte / kilobyte : Math.max(1, bytes / kilobyte))
}
