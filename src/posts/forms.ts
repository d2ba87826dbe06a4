import { languageNames } from '../../views/components/language-switch.tsx'
import type { CommunitySettings } from '../community/settings.ts'
import { isLocale, type Locale, locales } from '../i18n/translator.ts'
import { linesOf } from '../lines.ts'
import { documentLimits } from '../media/judge-document.ts'
import { voiceLimits } from '../media/judge-voice.ts'
import { pictureLimits } from '../media/reencode-images.ts'
import type { SubmittedForm } from '../web/forms.ts'
import type { EditPost } from './edit-post.ts'
import { isPostKind } from './kinds.ts'
import type { CreatePost } from './new-post.ts'
import { altsOf } from './rules.ts'
import type { DraftFields } from './save-draft.ts'

type Languages = Pick<CommunitySettings, 'locales' | 'defaultLocale'>

/** The languages to choose from: the community's, and the one that a text has already. */
export function languageOptions(community: Languages, before?: string) {
  const offered = community.locales.length === 0 ? locales : community.locales
  const all: readonly Locale[] =
    isLocale(before) && !offered.includes(before) ? [...offered, before] : offered
  return all.map((value) => ({ value, label: languageNames[value], lang: value }))
}

/** What somebody most likely writes in: the language she reads the page in, if the community speaks it. */
export const usualLanguage = (community: Languages, reads: Locale): Locale =>
  community.locales.length === 0 || community.locales.includes(reads) ? reads : community.defaultLocale

/** What can be typed into the form of a post, by its fields' names; files apart. Those with several lines are marked. */
const postFields: Readonly<Record<string, 'line' | 'text'>> = {
  kind: 'line',
  text: 'text',
  language: 'line',
  pictureDescription: 'text',
  options: 'text',
  several: 'line',
  secret: 'line',
  days: 'line',
  lifetime: 'line',
  anonymous: 'line',
  onBehalf: 'line',
  consentNote: 'text',
  consentOn: 'line',
  documentName: 'line',
  documentConfirmed: 'line',
  transcript: 'text',
  /** Of what is changed. */
  version: 'line',
}

/** What was typed, to be kept as a draft: of a post, or the few fields of a comment or of a change. */
export const typedFields = (form: SubmittedForm): DraftFields =>
  Object.fromEntries(
    Object.entries(postFields)
      .map(([name, kind]) => [name, kind === 'text' ? form.text(name) : form.line(name)] as const)
      .filter(([, value]) => value !== ''),
  )

/** What goes back into the form: after a refusal, with a preview, from a draft. */
export function valuesOf(typed: DraftFields, usual: { readonly language: string; readonly today: string }) {
  const value = (name: string): string => typed[name] ?? ''
  const kind = value('kind')
  return {
    kind: isPostKind(kind) ? kind : ('discussion' as const),
    text: value('text'),
    language: value('language') || usual.language,
    pictureDescription: value('pictureDescription'),
    options: value('options'),
    several: value('several') !== '',
    secret: value('secret') !== '',
    days: value('days') || '7',
    lifetime: value('lifetime'),
    isAnonymous: value('anonymous') !== '',
    isOnBehalf: value('onBehalf') !== '',
    consentNote: value('consentNote'),
    consentOn: value('consentOn') || usual.today,
    documentName: value('documentName'),
    isDocumentConfirmed: value('documentConfirmed') !== '',
    transcript: value('transcript'),
  }
}

export type PostValues = ReturnType<typeof valuesOf>

/** How many files were chosen: a browser does not keep them, so she is told to choose them again. */
export const filesIn = (form: SubmittedForm): number =>
  ['pictures', 'document', 'voice'].reduce((sum, name) => sum + form.files(name).length, 0)

/** A new post from what was typed and chosen. */
export async function newPostOf(
  form: SubmittedForm,
  values: PostValues,
  groupId: string,
): Promise<CreatePost> {
  const pictures = form.files('pictures')
  const alts = altsOf(values.pictureDescription, pictures.length)
  const [[document], [voice]] = [form.files('document'), form.files('voice')]
  const { kind, text, language, several, secret, lifetime } = values
  return {
    groupId,
    submission: form.line('submission'),
    ...{ kind, text },
    // Not filled in for her: a form without it was not made here.
    language: form.line('language') && language,
    poll:
      kind === 'poll'
        ? { options: linesOf(values.options), several, secret, days: Number(values.days) }
        : undefined,
    lifetime: lifetime === '' ? undefined : Number(lifetime),
    isAnonymous: values.isAnonymous,
    onBehalf: values.isOnBehalf ? { note: values.consentNote, givenOn: values.consentOn } : undefined,
    pictures: await Promise.all(
      pictures.map(async (file, index) => ({
        bytes: await bytesOf(file, pictureLimits.bytes),
        alt: alts[index] ?? '',
      })),
    ),
    document: document && {
      bytes: await bytesOf(document, documentLimits.bytes),
      name: values.documentName,
      isConfirmed: values.isDocumentConfirmed,
    },
    voice: voice && { bytes: await bytesOf(voice, voiceLimits.bytes), transcript: values.transcript },
  }
}

/** Of a file that is too large no more is read than shows that it is. */
const bytesOf = async (file: File, most: number): Promise<Uint8Array> =>
  new Uint8Array(await file.slice(0, most + 1).arrayBuffer())

/** The fields of a post that is changed. */
export const editedPostOf = (form: SubmittedForm, postId: string): EditPost => ({
  postId,
  version: form.line('version'),
  text: form.text('text'),
  language: form.line('language'),
  pictures: form.all('picture').map((id) => ({
    id,
    alt: form.line(`description-${id}`),
    isRemoved: form.flag(`remove-${id}`),
  })),
  attachments: form.all('attachment').map((id) => ({
    id,
    words: form.text(`words-${id}`),
    isRemoved: form.flag(`remove-${id}`),
  })),
})

/** The fields of a comment. */
export const commentOf = (form: SubmittedForm) => ({
  submission: form.line('submission'),
  version: form.line('version'),
  text: form.text('text'),
  language: form.line('language'),
})
