import { Hono } from 'hono'
import { ProposalPage, ProposalsPage } from '../../views/channels/proposals.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
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
import { isDelegate } from './delegates.ts'
import { readProposal, readProposals } from './proposals.ts'
import { publishShare } from './publish-share.ts'
import { type ChannelSummary, readChannel, readReaders } from './queries.ts'
import { returnShare } from './return-share.ts'
import { leavingPlace, previewModel, shareTitle } from './view-models.ts'

/** A delegate looks at what is proposed to her channel, and decides. For everybody else there is nothing here. */
export const proposalRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/channels/:slug/proposals', requireMember, async (c) => {
      const { ctx, t } = c.var
      const channel = await readDelegatedChannel(c)
      if (!channel) return missingPage(c)
      const proposals = await readProposals(ctx, channel.id)
      const done = c.req.query('done')
      return page(
        c,
        {
          place: {
            kind: 'inside',
            name: t('channels.place.name'),
            readers: t('channels.proposals.readers'),
          },
          back: { href: `/channels/${channel.slug}` },
          ...(isSaid(done) ? { notice: { tone: 'done' as const, text: t(said[done]) } } : {}),
        },
        <ProposalsPage
          t={t}
          channel={{ slug: channel.slug, name: channel.name }}
          proposals={proposals.map((proposal) => ({
            id: proposal.id,
            title: shareTitle(proposal),
            authorDelegateOf: proposal.authorDelegateOf ?? undefined,
          }))}
        />,
      )
    })

    .get('/channels/:slug/proposals/:shareId', requireMember, (c) => proposalPage(c, {}))

    .post('/channels/:slug/proposals/:shareId/publish', requireMember, async (c) => {
      const { slug, shareId } = c.req.param()
      if (!(await readDelegatedChannel(c))) return missingPage(c)
      const previewHash = (await readForm(c)).line('previewHash')
      const result = await publishShare(c.var.ctx, { shareId, previewHash })
      return result.ok
        ? seeOther(c, `/channels/${slug}/proposals?done=published`)
        : refusedPage(c, result.refusals)
    })

    .post('/channels/:slug/proposals/:shareId/return', requireMember, async (c) => {
      const { slug, shareId } = c.req.param()
      if (!(await readDelegatedChannel(c))) return missingPage(c)
      const note = (await readForm(c)).text('note')
      const result = await returnShare(c.var.ctx, { shareId, note })
      if (result.ok) return seeOther(c, `/channels/${slug}/proposals?done=returned`)
      return statusOf(result.refusals) === 422
        ? proposalPage(c, { note, refusals: result.refusals })
        : refusedPage(c, result.refusals)
    })

const said = {
  published: 'channels.proposals.done.published',
  returned: 'channels.proposals.done.returned',
} as const

const isSaid = (done: string | undefined): done is keyof typeof said => done !== undefined && done in said

async function readDelegatedChannel(c: MemberPageContext): Promise<ChannelSummary | undefined> {
  const { ctx } = c.var
  const channel = await readChannel(ctx, c.req.param('slug') ?? '')
  return channel && (await isDelegate(ctx, channel.id)) ? channel : undefined
}

interface Answered {
  readonly note?: string
  readonly refusals?: readonly Refusal[]
}

async function proposalPage(c: MemberPageContext, { note, refusals = [] }: Answered) {
  const { ctx, t } = c.var
  const channel = await readDelegatedChannel(c)
  const proposal = channel && (await readProposal(ctx, channel.id, c.req.param('shareId') ?? ''))
  if (!proposal) return missingPage(c)
  const { preview, isConsented } = proposal
  return page(
    c,
    {
      place: {
        ...leavingPlace(t, 'review'),
        readers: t('channels.proposals.oneReaders'),
      },
      back: { href: `/channels/${channel.slug}/proposals` },
      status: refusals.length > 0 ? 422 : 200,
    },
    <ProposalPage
      t={t}
      slug={channel.slug}
      shareId={preview.shareId}
      preview={previewModel(preview, await readReaders(ctx, preview.target))}
      outNowHref={preview.editionId === undefined ? undefined : `/editions/${preview.editionId}`}
      previewHash={preview.hash}
      isConsented={isConsented}
      note={note}
      errors={toFormErrors(t, refusals)}
    />,
  )
}
