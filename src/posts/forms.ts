import { languageNames } from '../../views/components/language-switch.tsx'
import type { CommunitySettings } from '../community/settings.ts'
import { isLocale, type Locale, locales } from '../i18n/translator.ts'
import type { SubmittedForm } from '../web/forms.ts'
import type { CreatePost } from './create-post.ts'
import type { EditPost } from './edit-post.ts'
import { altsOf } from './rules.ts'

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

/** The fields of a new post; `values` is what goes back into the form when it is refused. */
export async function newPostOf(form: SubmittedForm, groupId: string) {
  const values = {
    text: form.text('text'),
    language: form.line('language'),
    pictureDescription: form.text('pictureDescription'),
  }
  const files = form.files('pictures')
  const alts = altsOf(values.pictureDescription, files.length)
  const input: CreatePost = {
    groupId,
    submission: form.line('submission'),
    text: values.text,
    language: values.language,
    pictures: await Promise.all(
      files.map(async (file, index) => ({
        bytes: new Uint8Array(await file.arrayBuffer()),
        alt: alts[index] ?? '',
      })),
    ),
  }
  return { input, values }
}

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
})

/** The fields of a comment. */
export const commentOf = (form: SubmittedForm) => ({
  submission: form.line('submission'),
  version: form.line('version'),
  text: form.text('text'),
  language: form.line('language'),
})
