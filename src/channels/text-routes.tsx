import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { TextStep } from '../../views/shares/steps.tsx'
import { languageOptions } from '../posts/forms.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { type OwnShareView, readOfferedPictures } from './queries.ts'
import { longestAlt, longestTitle } from './rules.ts'
import { progressOf, readStep, surroundingsOf } from './steps.ts'
import { writeOutsideText } from './write-outside-text.ts'

/** The words and pictures that go outside, edited for those who read them there. */
export const textRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/share/:shareId/text', requireMember, async (c) => {
      const share = await readStep(c.var.ctx, c.req.param('shareId'), 'text')
      return share ? textPage(c, share, {}) : missingPage(c)
    })

    .post('/share/:shareId/text', requireMember, async (c) => {
      const { ctx } = c.var
      const share = await readStep(c.var.ctx, c.req.param('shareId'), 'text')
      if (!share) return missingPage(c)
      const form = await readForm(c)
      const chosen = form.all('pictures')
      const altOf = (mediaId: string) => form.line(`alt-${mediaId}`)
      const images = chosen.map((mediaId) => ({ mediaId, alt: altOf(mediaId) }))
      const words = { title: form.line('title'), body: form.text('text'), language: form.line('language') }
      const translationsWelcome = form.all('translations').includes('welcome')
      const result = await writeOutsideText(ctx, { shareId: share.id, ...words, images, translationsWelcome })
      if (result.ok) return seeOther(c, `/share/${share.id}/preview`)
      if (statusOf(result.refusals) !== 422) return refusedPage(c, result.refusals)
      return textPage(
        c,
        { ...share, ...words, translationsWelcome },
        { refusals: result.refusals, typed: { chosen, altOf } },
      )
    })

interface Answered {
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

async function textPage(
  c: MemberPageContext,
  share: OwnShareView,
  answered: Answered & { typed?: { readonly chosen: readonly string[]; altOf(mediaId: string): string } },
) {
  const { ctx, t, community } = c.var
  const { typed } = answered
  const offered = await readOfferedPictures(ctx, share)
  const pictures = offered.map((picture) =>
    typed === undefined
      ? picture
      : {
          ...picture,
          chosen: typed.chosen.includes(picture.mediaId),
          alt: typed.altOf(picture.mediaId),
        },
  )
  return page(
    c,
    { ...surroundingsOf(t, share, 'text'), status: answered.refusals ? statusOf(answered.refusals) : 200 },
    <TextStep
      t={t}
      shareId={share.id}
      progress={progressOf(share, 'text')}
      title={share.title}
      body={share.body}
      language={share.language}
      languages={languageOptions(community, share.language)}
      translationsWelcome={share.followedChannelId === null ? share.translationsWelcome : undefined}
      pictures={pictures}
      longest={{ title: longestTitle, alt: longestAlt }}
      errors={toFormErrors(t, answered.refusals ?? [])}
    />,
  )
}
