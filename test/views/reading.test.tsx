import { expect, it } from 'vitest'
import { textLanguages } from '../../src/i18n/languages.ts'
import { markSafe } from '../../src/safe-html.ts'
import { LanguageTag, languageName, TextLanguages } from '../../views/components/language-switch.tsx'
import { type PictureModel, Pictures } from '../../views/components/picture.tsx'
import { PostCard } from '../../views/components/post-card.tsx'
import { ReadBy } from '../../views/components/reader.tsx'
import { t } from './shells.ts'

const picture: PictureModel = { src: '/media/1', width: 1280, height: 960, alt: 'A cup', byteLength: 86_016 }

const pictures = (shown: PictureModel, picturesOnTap = false) =>
  String(
    <ReadBy reader={{ languages: ['en'], picturesOnTap }}>
      <Pictures t={t} pictures={[shown]} />
    </ReadBy>,
  )

const card = (lang: string, languages: readonly string[]) =>
  String(
    <ReadBy reader={{ languages, picturesOnTap: false }}>
      <PostCard
        t={t}
        now={new Date()}
        post={{
          ...{ id: 'p', href: '/posts/p', at: new Date(), lang },
          author: { name: 'Luz' },
          body: markSafe('<p>Hej</p>'),
        }}
      />
    </ReadBy>,
  )

it('a picture has its room from the start, and its words in it until it comes', () => {
  const html = pictures(picture)
  expect(html).toContain(
    '<img src="/media/1" width="1280" height="960" alt="A cup" loading="lazy" decoding="async"',
  )
  expect(html).toMatch(/<span class="picture__words" aria-hidden="true" dir="auto">A cup<\/span>/)
  expect(html).not.toContain('style=')
})

it('a picture for those who save data is words, a size and a link, and nothing is fetched', () => {
  const html = pictures(picture, true)
  expect(html).not.toContain('<img')
  expect(html).toContain('A cup')
  expect(html).toMatch(/<a href="\/media\/1" data-picture="1280x960" data-alt="A cup">Show picture \(84 kB\)/)
})

it('a picture that nobody described says so, to the eye and to the ear', () => {
  const html = pictures({ ...picture, alt: '' })
  expect(html).toContain('alt="A picture without a description"')
  expect(html).toContain('No description</figcaption>')
  expect(pictures({ ...picture, alt: '' }, true)).toContain('No description')
})

it('a language is named on a text that she does not read, and on no other', () => {
  expect(card('sv', ['en', 'es'])).toContain('lang="sv">Svenska')
  expect(card('sv', ['en', 'sv'])).not.toContain('Svenska')
  expect(card('sv-FI', ['en', 'sv'])).not.toContain('Svenska')
  expect(card('sv', ['en'])).toContain('<div class="prose" lang="sv" dir="auto"')
  expect(String(<LanguageTag lang="sv" />)).toBe('')
})

it('a language has its own name, and its tag where nobody knows one', () => {
  expect(languageName('pt')).toBe('português')
  expect(languageName('not a tag')).toBe('not a tag')
})

it('a text in several languages says who translated it, which is the original, and leads to each', () => {
  const languages = textLanguages('/allies/posts/1', 'es', ['sv', 'es', 'en'])
  const html = String(<TextLanguages t={t} languages={languages} />)
  expect(html).toContain('Translated by its authors.')
  expect(html).toContain('<a href="/allies/posts/1?language=sv" hreflang="sv">See the original (Svenska)</a>')
  expect(html).toContain('?language=en" hreflang="en">Read it in: English</a>')
  expect(html).not.toContain('language=es')
  const original = textLanguages('/allies/posts/1', 'sv', ['sv', 'es'])
  expect(String(<TextLanguages t={t} languages={original} />)).not.toContain('Translated')
  expect(textLanguages('/allies/posts/1', 'sv', ['sv'])).toBeUndefined()
})
