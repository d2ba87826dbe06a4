import { Hono } from 'hono'
import { ChannelWordsPage, ManagePage, PostingPage } from '../../views/channels/manage.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import type { ResolveChannel } from '../allies/remote.ts'
import { can } from '../policy/permissions.ts'
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
import { choosePosting } from './choose-posting.ts'
import { describeChannel } from './describe-channel.ts'
import { editionActRoutes } from './edition-act-routes.tsx'
import { endRoutes } from './end-routes.tsx'
import { managePlace, readOpenChannel, requireManager } from './manage-fragments.tsx'
import { readChannelSettings, readOwnGroups } from './manage-queries.ts'
import { movingRoutes } from './moving-routes.tsx'
import { readPinnedEditions } from './pinned.ts'
import { publishedTables } from './published.ts'
import { type ChannelSummary, readChannel } from './queries.ts'
import { editionTitle } from './view-models.ts'

/** Looking after a channel: what it says, who may write for it, what stands on top, and its end. */
export const manageRoutes = ({ resolveChannel }: { readonly resolveChannel: ResolveChannel }) =>
  new Hono<MemberEnv & AppEnv>()
    .route('/', editionActRoutes())
    .route('/', endRoutes({ resolveChannel }))
    .route('/', movingRoutes({ resolveChannel }))

    .get('/channels/:slug/manage', requireMember, requireManager, async (c) => {
      const { ctx, t, community } = c.var
      const channel = await readChannel(ctx, c.req.param('slug'))
      if (!channel) return missingPage(c)
      const settings = await readChannelSettings(ctx, channel.id)
      const pinned = await readPinnedEditions(publishedTables(ctx.db), channel.id)
      const done = doneText(c)
      return page(
        c,
        {
          ...managePlace(c, `/channels/${channel.slug}`),
          ...(done === undefined ? {} : { notice: { tone: 'done' as const, text: done } }),
        },
        <ManagePage
          t={t}
          channel={{
            name: channel.name,
            slug: channel.slug,
            id: channel.id,
            kind: channel.kind,
            languages: languageOptions(community)
              .filter(({ value }) => settings.texts.some(({ language }) => language === value))
              .map(({ label }) => label)
              .join(', '),
            posting: settings.groupName ?? t(`channels.posting.${settings.posting}`),
            isClosed: channel.closedOn !== undefined,
            movedTo: channel.movedTo,
          }}
          pins={pinned.map((edition) => ({ id: edition.id, title: editionTitle(edition) }))}
          mayDecide={can(ctx.actor, 'follower.decide')}
          mayClose={can(ctx.actor, 'channel.close')}
          mayMove={can(ctx.actor, 'channel.move')}
        />,
      )
    })

    .get('/channels/:slug/manage/words', requireMember, requireManager, async (c) => {
      const channel = await readOpenChannel(c)
      if (!channel) return missingPage(c)
      const { texts } = await readChannelSettings(c.var.ctx, channel.id)
      return wordsPage(c, channel, { name: channel.name, texts })
    })

    .post('/channels/:slug/manage/words', requireMember, requireManager, async (c) => {
      const channel = await readOpenChannel(c)
      if (!channel) return missingPage(c)
      const form = await readForm(c)
      const texts = languageOptions(c.var.community).map(({ value: language }) => ({
        language,
        description: form.text(`description-${language}`),
        rules: form.text(`rules-${language}`),
      }))
      const words = { name: form.line('name'), texts }
      const result = await describeChannel(c.var.ctx, { slug: channel.slug, ...words })
      if (result.ok) return seeOther(c, `/channels/${channel.slug}/manage?done=words`)
      if (statusOf(result.refusals) !== 422) return refusedPage(c, result.refusals)
      return wordsPage(c, channel, words, result.refusals)
    })

    .get('/channels/:slug/manage/posting', requireMember, requireManager, async (c) => {
      const channel = await readOpenChannel(c)
      if (!channel) return missingPage(c)
      const { posting, groupId } = await readChannelSettings(c.var.ctx, channel.id)
      return postingPage(c, channel, { posting, groupId: groupId ?? '' })
    })

    .post('/channels/:slug/manage/posting', requireMember, requireManager, async (c) => {
      const channel = await readOpenChannel(c)
      if (!channel) return missingPage(c)
      const form = await readForm(c)
      const chosen = { posting: form.line('posting'), groupId: form.line('group') }
      const result = await choosePosting(c.var.ctx, { slug: channel.slug, ...chosen })
      if (result.ok) return seeOther(c, `/channels/${channel.slug}/manage?done=posting`)
      if (statusOf(result.refusals) !== 422) return refusedPage(c, result.refusals)
      return postingPage(c, channel, chosen, result.refusals)
    })

interface Words {
  readonly name: string
  readonly texts: readonly {
    readonly language: string
    readonly description: string
    readonly rules: string
  }[]
}

function wordsPage(
  c: MemberPageContext,
  channel: ChannelSummary,
  { name, texts }: Words,
  refusals: readonly Refusal[] = [],
) {
  const { t, community } = c.var
  return page(
    c,
    { ...managePlace(c, `/channels/${channel.slug}/manage`), status: refusals.length > 0 ? 422 : 200 },
    <ChannelWordsPage
      t={t}
      slug={channel.slug}
      name={name}
      texts={languagesOf(community, channel).map((language) => {
        const text = texts.find((one) => one.language === language)
        return { language, description: text?.description ?? '', rules: text?.rules ?? '' }
      })}
      errors={toFormErrors(t, refusals)}
    />,
  )
}

async function postingPage(
  c: MemberPageContext,
  channel: ChannelSummary,
  { posting, groupId }: { readonly posting: string; readonly groupId: string },
  refusals: readonly Refusal[] = [],
) {
  const { ctx, t } = c.var
  const groups = await readOwnGroups(ctx)
  return page(
    c,
    { ...managePlace(c, `/channels/${channel.slug}/manage`), status: refusals.length > 0 ? 422 : 200 },
    <PostingPage
      t={t}
      slug={channel.slug}
      posting={posting}
      groupId={groupId}
      groups={groups.map(({ id, name }) => ({ value: id, label: name }))}
      errors={toFormErrors(t, refusals)}
    />,
  )
}

/** The community's languages, the channel's own first. */
const languagesOf = (community: MemberPageContext['var']['community'], { language }: ChannelSummary) =>
  languageOptions(community)
    .map(({ value }) => value)
    .sort((one, other) => Number(other === language) - Number(one === language))

const doneKinds = ['words', 'posting', 'former', 'moved', 'closed', 'unpinned'] as const

function doneText(c: MemberPageContext): string | undefined {
  const done = doneKinds.find((kind) => kind === c.req.query('done'))
  return done && c.var.t(`channels.manage.done.${done}`)
}
