import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { AttributionStep, ChannelStep } from '../../views/shares/steps.tsx'
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
import { chooseAttribution } from './choose-attribution.ts'
import { chooseChannel } from './choose-channel.ts'
import { createPenName, maximumPenNames } from './create-pen-name.ts'
import type { NewKeyPair } from './key-pair.ts'
import { readOfferedChannels } from './manage-queries.ts'
import { type OwnShareView, readOwnShare, readPenNames, readVoiceName } from './queries.ts'
import { isEditable } from './rules.ts'
import { progressOf, readStep, stepsOf, surroundingsOf } from './steps.ts'

/** Where it goes and under which name: one question a page, each kept on the server before the next. */
export const stepRoutes = ({ newKeyPair }: { readonly newKeyPair: NewKeyPair }) =>
  new Hono<MemberEnv & AppEnv>()
    .get('/share/:shareId', requireMember, async (c) => {
      const share = await readOwnShare(c.var.ctx, c.req.param('shareId'))
      if (!share) return missingPage(c)
      if (!isEditable(share.state)) return seeOther(c, `/shares/${share.id}`)
      const [first = 'text'] = stepsOf(share)
      const begun = share.inReplyTo === null ? share.channelId !== null : share.body !== ''
      return seeOther(c, `/share/${share.id}/${begun ? 'text' : first}`)
    })

    .get('/share/:shareId/channel', requireMember, async (c) => {
      const share = await readStep(c.var.ctx, c.req.param('shareId'), 'channel')
      return share ? channelPage(c, share, {}) : missingPage(c)
    })

    .post('/share/:shareId/channel', requireMember, async (c) => {
      const shareId = c.req.param('shareId')
      const channelId = (await readForm(c)).line('channel')
      const result = await chooseChannel(c.var.ctx, { shareId, channelId })
      if (result.ok) return seeOther(c, `/share/${shareId}/attribution`)
      const share = await readStep(c.var.ctx, c.req.param('shareId'), 'channel')
      if (!share || statusOf(result.refusals) !== 422) return refusedPage(c, result.refusals)
      return channelPage(c, share, { refusals: result.refusals, value: channelId })
    })

    .get('/share/:shareId/attribution', requireMember, async (c) => {
      const share = await readStep(c.var.ctx, c.req.param('shareId'), 'attribution')
      return share ? attributionPage(c, share, {}) : missingPage(c)
    })

    .post('/share/:shareId/attribution', requireMember, async (c) => {
      const { ctx } = c.var
      const share = await readStep(c.var.ctx, c.req.param('shareId'), 'attribution')
      if (!share) return missingPage(c)
      const form = await readForm(c)
      const value = form.line('attribution')
      const name = form.line('penName')
      const made = value === 'new' ? await createPenName(ctx, { name }, newKeyPair) : undefined
      if (made && !made.ok) return attributionPage(c, share, { refusals: made.refusals, value, name })
      const penNameId = made?.value.penNameId ?? value
      const result = await chooseAttribution(ctx, {
        shareId: share.id,
        attribution:
          value === 'voice' || value === 'unlinked' ? { kind: value } : { kind: 'pen-name', penNameId },
      })
      if (result.ok) return seeOther(c, `/share/${share.id}/text`)
      if (statusOf(result.refusals) !== 422) return refusedPage(c, result.refusals)
      return attributionPage(c, share, { refusals: result.refusals, value, name })
    })

interface Answered {
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

async function channelPage(
  c: MemberPageContext,
  share: OwnShareView,
  answered: Answered & { value?: string },
) {
  const { ctx, t } = c.var
  return page(
    c,
    { ...surroundingsOf(t, share, 'channel'), status: answered.refusals ? statusOf(answered.refusals) : 200 },
    <ChannelStep
      t={t}
      shareId={share.id}
      progress={progressOf(share, 'channel')}
      channels={await readOfferedChannels(ctx, c.var.reader.languages)}
      value={answered.value ?? share.channelId ?? undefined}
      errors={toFormErrors(t, answered.refusals ?? [])}
    />,
  )
}

async function attributionPage(
  c: MemberPageContext,
  share: OwnShareView,
  answered: Answered & { value?: string; name?: string },
) {
  const { ctx, t } = c.var
  const penNames = await readPenNames(ctx)
  return page(
    c,
    {
      ...surroundingsOf(t, share, 'attribution'),
      status: answered.refusals ? statusOf(answered.refusals) : 200,
    },
    <AttributionStep
      t={t}
      shareId={share.id}
      progress={progressOf(share, 'attribution')}
      voiceName={await readVoiceName(ctx)}
      penNames={penNames}
      mayMakeNew={penNames.length < maximumPenNames}
      value={
        answered.value ?? share.penNameActorId ?? (share.attribution === 'unlinked' ? 'unlinked' : 'voice')
      }
      penName={answered.name}
      errors={toFormErrors(t, answered.refusals ?? [])}
    />,
  )
}
