import { Hono } from 'hono'
import { WithdrawalCodePage } from '../../views/shares/consent.tsx'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import { missingPage, page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { chooseAttribution } from './choose-attribution.ts'
import { chooseChannel } from './choose-channel.ts'
import { createPenName } from './create-pen-name.ts'
import { discardDraft } from './discard-draft.ts'
import type { NewKeyPair } from './key-pair.ts'
import { proposeShare } from './propose-share.ts'
import { readOwnShare } from './queries.ts'
import { isEditable } from './rules.ts'
import { attributionPage, channelPage, previewPage, readStep, stepsOf, textPage } from './step-pages.tsx'
import { leavingPlace } from './view-models.ts'
import { writeOutsideText } from './write-outside-text.ts'

/** One question a page, each kept on the server before the next. */
export const stepRoutes = ({ newKeyPair }: { readonly newKeyPair: NewKeyPair }) =>
  new Hono<MemberEnv & AppEnv>()
    .get('/share/:shareId', requireMember, async (c) => {
      const share = await readOwnShare(c.var.ctx, c.req.param('shareId'))
      if (!share) return missingPage(c)
      if (!isEditable(share.state)) return seeOther(c, `/shares/${share.id}`)
      const [first = 'text'] = stepsOf(share)
      const begun = share.channelId !== null || (share.followedChannelId !== null && share.body !== '')
      return seeOther(c, `/share/${share.id}/${begun ? 'text' : first}`)
    })

    .get('/share/:shareId/channel', requireMember, async (c) => {
      const share = await readStep(c, 'channel')
      return share ? channelPage(c, share, {}) : missingPage(c)
    })

    .post('/share/:shareId/channel', requireMember, async (c) => {
      const shareId = c.req.param('shareId')
      const channelId = (await readForm(c)).line('channel')
      const result = await chooseChannel(c.var.ctx, { shareId, channelId })
      if (result.ok) return seeOther(c, `/share/${shareId}/attribution`)
      const share = await readStep(c, 'channel')
      if (!share || statusOf(result.refusals) !== 422) return refusedPage(c, result.refusals)
      return channelPage(c, share, { refusals: result.refusals, value: channelId })
    })

    .get('/share/:shareId/attribution', requireMember, async (c) => {
      const share = await readStep(c, 'attribution')
      return share ? attributionPage(c, share, {}) : missingPage(c)
    })

    .post('/share/:shareId/attribution', requireMember, async (c) => {
      const { ctx } = c.var
      const share = await readStep(c, 'attribution')
      if (!share) return missingPage(c)
      const form = await readForm(c)
      const value = form.line('attribution')
      const name = form.line('penName')
      const made = value === 'new' ? await createPenName(ctx, { name }, newKeyPair) : undefined
      if (made && !made.ok) return attributionPage(c, share, { refusals: made.refusals, value, name })
      const penNameId = made?.value.penNameId ?? value
      const result = await chooseAttribution(ctx, {
        shareId: share.id,
        attribution: value === 'voice' ? { kind: 'voice' } : { kind: 'pen-name', penNameId },
      })
      if (result.ok) return seeOther(c, `/share/${share.id}/text`)
      if (statusOf(result.refusals) !== 422) return refusedPage(c, result.refusals)
      return attributionPage(c, share, { refusals: result.refusals, value, name })
    })

    .get('/share/:shareId/text', requireMember, async (c) => {
      const share = await readStep(c, 'text')
      return share ? textPage(c, share, {}) : missingPage(c)
    })

    .post('/share/:shareId/text', requireMember, async (c) => {
      const { ctx } = c.var
      const share = await readStep(c, 'text')
      if (!share) return missingPage(c)
      const form = await readForm(c)
      const chosen = form.all('pictures')
      const altOf = (mediaId: string) => form.line(`alt-${mediaId}`)
      const images = chosen.map((mediaId) => ({ mediaId, alt: altOf(mediaId) }))
      const words = { title: form.line('title'), body: form.text('text'), language: form.line('language') }
      const result = await writeOutsideText(ctx, { shareId: share.id, ...words, images })
      if (result.ok) return seeOther(c, `/share/${share.id}/preview`)
      if (statusOf(result.refusals) !== 422) return refusedPage(c, result.refusals)
      return textPage(c, { ...share, ...words }, { refusals: result.refusals, typed: { chosen, altOf } })
    })

    .get('/share/:shareId/preview', requireMember, async (c) => {
      const share = await readStep(c, 'preview')
      return share ? previewPage(c, share, {}) : missingPage(c)
    })

    .post('/share/:shareId/propose', requireMember, async (c) => {
      const { ctx, t, deps } = c.var
      const shareId = c.req.param('shareId')
      const form = await readForm(c)
      const result = await proposeShare(ctx, {
        shareId,
        previewHash: form.line('previewHash'),
        agreed: form.flag('agree'),
      })
      if (!result.ok) {
        const share = await readStep(c, 'preview')
        if (!share) return refusedPage(c, result.refusals)
        return previewPage(c, share, { refusals: result.refusals })
      }
      const { withdrawalCode } = result.value
      if (withdrawalCode === undefined) return seeOther(c, `/shares/${shareId}`)
      // Answered without a redirect: the code exists nowhere but in this answer.
      return page(
        c,
        { place: leavingPlace(t, 'draft') },
        <WithdrawalCodePage
          t={t}
          shareId={shareId}
          title={t('shares.proposed.title')}
          lead={t('shares.proposed.lead')}
          code={withdrawalCode}
          address={`${deps.origin}/withdraw`}
        />,
      )
    })

    .post('/share/:shareId/discard', requireMember, async (c) => {
      const result = await discardDraft(c.var.ctx, { shareId: c.req.param('shareId') })
      return result.ok ? seeOther(c, '/shares?done=discarded') : refusedPage(c, result.refusals)
    })
