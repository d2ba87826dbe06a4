import { Hono } from 'hono'
import { ChannelPage, EditionPage } from '../../views/channels/channel.tsx'
import { ChannelsPage, NewChannelPage, OutsidePage } from '../../views/channels/channels.tsx'
import { PenNamesPage } from '../../views/channels/pen-names.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import { wantedLanguages } from '../i18n/languages.ts'
import { can } from '../policy/permissions.ts'
import { languageOptions } from '../posts/forms.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  type PageContext,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { type CreateChannel, createChannel } from './create-channel.ts'
import { createPenName, maximumPenNames } from './create-pen-name.ts'
import { isDelegate } from './delegates.ts'
import { readEditionActs } from './edition-acts.ts'
import type { NewKeyPair } from './key-pair.ts'
import { readAboutChannel } from './manage-queries.ts'
import { readPinnedEditions, withoutPinned } from './pinned.ts'
import { type PublishedEdition, publishedTables } from './published.ts'
import { readChannel, readChannels, readPenNames } from './queries.ts'
import { readReactions } from './reactions.ts'
import {
  readChannelPage,
  readEditionPicture,
  readEditionReplies,
  readOutside,
  readSince,
  readVisibleEdition,
} from './reading.ts'
import { readThreadAnswerable } from './start-thread-answer.ts'
import {
  channelName,
  editionModel,
  editionTitle,
  replyModels,
  startOf,
  translationModels,
} from './view-models.ts'

/** The community's own channels from inside, and pen names. */
export const ownChannelRoutes = ({ newKeyPair }: { readonly newKeyPair: NewKeyPair }) =>
  new Hono<MemberEnv & AppEnv>()
    .get('/channels', requireMember, async (c) => {
      const { ctx, t } = c.var
      return page(
        c,
        {
          place: insidePlace(c),
          back: { href: '/home' },
          ...(c.req.query('done') === 'moved'
            ? { notice: { tone: 'done' as const, text: t('channels.manage.done.moved') } }
            : {}),
        },
        <ChannelsPage t={t} channels={await readChannels(ctx)} mayOpen={can(ctx.actor, 'channel.create')} />,
      )
    })

    .get('/channels/new', requireMember, requireModerator, (c) =>
      newChannelPage(c, {
        ...{ name: '', slug: '', kind: '', description: '' },
        language: c.var.community.defaultLocale,
      }),
    )

    .post('/channels/new', requireMember, requireModerator, async (c) => {
      const form = await readForm(c)
      const values = {
        name: form.line('name'),
        slug: form.line('slug').toLowerCase(),
        kind: form.line('kind'),
        language: form.line('language'),
        description: form.text('description'),
      }
      const result = await createChannel(c.var.ctx, values, newKeyPair)
      if (result.ok) return seeOther(c, `/channels/${result.value.slug}`)
      return statusOf(result.refusals) === 422
        ? newChannelPage(c, values, result.refusals)
        : refusedPage(c, result.refusals)
    })

    .get('/channels/:slug', requireMember, async (c) => {
      const { ctx, t, reader } = c.var
      const channel = await readChannel(ctx, c.req.param('slug'))
      if (!channel) return missingPage(c)
      const since = await readSince(ctx, channel.kind)
      const before = c.req.query('before')
      const { editions, older } = await readChannelPage(ctx, channel.id, before, since)
      const pinned = before === undefined ? await readPinnedEditions(publishedTables(ctx.db), channel.id) : []
      const model = (edition: PublishedEdition) =>
        editionModel(edition, { languages: reader.languages, page: `/editions/${edition.id}` })
      return page(
        c,
        {
          place: placeOfOutside(c),
          back: { href: '/channels' },
        },
        <ChannelPage
          t={t}
          channel={{
            name: channel.name,
            kind: channel.kind,
            handle: `@${channel.slug}@${new URL(ctx.origin).host}`,
            publicHref: channel.kind === 'open' ? `/c/${channel.slug}` : undefined,
            isClosed: channel.closedOn !== undefined,
            movedTo: channel.movedTo,
            ...(await readAboutChannel(ctx, channel.id, reader.languages)),
          }}
          manageHref={can(ctx.actor, 'channel.change') ? `/channels/${channel.slug}/manage` : undefined}
          proposalsHref={
            (await isDelegate(ctx, channel.id)) ? `/channels/${channel.slug}/proposals` : undefined
          }
          pinned={pinned.filter(({ publishedOn }) => since === undefined || publishedOn >= since).map(model)}
          editions={withoutPinned(editions, pinned).map(model)}
          older={older === undefined ? undefined : `/channels/${channel.slug}?before=${older}`}
          newer={before === undefined ? undefined : `/channels/${channel.slug}`}
          inside
        />,
      )
    })

    .get('/editions', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const before = c.req.query('before')
      const { editions, older } = await readOutside(ctx, before)
      return page(
        c,
        {
          place: { ...insidePlace(c), readers: t('channels.outside.readers') },
          back: { href: '/channels' },
        },
        <OutsidePage
          t={t}
          editions={editions.map((edition) => ({
            href: `/editions/${edition.id}`,
            title: editionTitle(edition),
            channel: channelName(edition),
            on: startOf(edition.publishedOn),
          }))}
          older={older === undefined ? undefined : `/editions?before=${older}`}
          newer={before === undefined ? undefined : '/editions'}
        />,
      )
    })

    .get('/editions/:editionId', requireMember, async (c) => {
      const { ctx, t } = c.var
      const edition = await readVisibleEdition(ctx, c.req.param('editionId'))
      if (!edition) return missingPage(c)
      const { channel } = edition
      const mayAnswer = (await readThreadAnswerable(ctx, edition.id)) !== undefined
      const languages = wantedLanguages(c.req.query('language'), c.var.reader.languages)
      const name = channelName(edition)
      const href = channel ? `/channels/${channel.slug}` : '/editions'
      const done = actsDone.find((act) => act === c.req.query('done'))
      return page(
        c,
        {
          place: placeOfOutside(c),
          back: { href },
          ...(done === undefined
            ? {}
            : { notice: { tone: 'done' as const, text: t(`channels.manage.done.${done}`) } }),
        },
        <EditionPage
          t={t}
          edition={editionModel(edition, { languages, page: `/editions/${edition.id}`, isOwnPage: true })}
          channel={{ name, href }}
          replies={replyModels(edition, await readEditionReplies(ctx, edition, languages), mayAnswer)}
          answerHref={mayAnswer ? `/share/reply/${edition.id}` : undefined}
          reactions={await readReactions(ctx, edition.id)}
          translations={can(ctx.actor, 'edition.withdraw') ? translationModels(edition) : []}
          withdrawHref={can(ctx.actor, 'edition.withdraw') ? `/editions/${edition.id}/withdraw` : undefined}
          acts={channel && can(ctx.actor, 'edition.pin') ? await readEditionActs(ctx, edition) : undefined}
          isLocked={edition.lockedOn !== undefined}
          inside
        />,
      )
    })

    .get('/editions/:editionId/pictures/:fileId', requireMember, async (c) => {
      const picture = await readEditionPicture(c.var.ctx, c.req.param())
      if (!picture) return missingPage(c)
      c.header('Content-Security-Policy', "default-src 'none'; sandbox")
      c.header('Content-Type', picture.mediaType)
      c.header('Content-Disposition', 'inline; filename="picture.webp"')
      return c.body(new Uint8Array(picture.bytes))
    })

    .get('/pen-names', requireMember, (c) => penNamesPage(c, {}))

    .post('/pen-names', requireMember, async (c) => {
      const name = (await readForm(c)).line('penName')
      const result = await createPenName(c.var.ctx, { name }, newKeyPair)
      if (result.ok) return seeOther(c, '/pen-names?done=created')
      return statusOf(result.refusals) === 422
        ? penNamesPage(c, { name, refusals: result.refusals })
        : refusedPage(c, result.refusals)
    })

const actsDone = ['pinned', 'unpinned', 'locked', 'unlocked'] as const

const insidePlace = ({ var: { t } }: PageContext) => ({
  kind: 'inside' as const,
  name: t('channels.place.name'),
  readers: t('channels.place.readers'),
})

/** A page for members about what is out: it is never called after the channel, which does not stay inside. */
const placeOfOutside = (c: PageContext) => ({
  ...insidePlace(c),
  readers: c.var.t('channels.channel.inside.readers'),
})

function newChannelPage(c: PageContext, values: Required<CreateChannel>, refusals: readonly Refusal[] = []) {
  const { t, ctx, community } = c.var
  return page(
    c,
    { place: insidePlace(c), back: { href: '/channels' }, status: refusals.length > 0 ? 422 : 200 },
    <NewChannelPage
      t={t}
      host={new URL(ctx.origin).host}
      languages={languageOptions(community)}
      values={values}
      errors={toFormErrors(t, refusals)}
    />,
  )
}

async function penNamesPage(
  c: MemberPageContext,
  { name, refusals = [] }: { readonly name?: string; readonly refusals?: readonly Refusal[] },
) {
  const { ctx, t } = c.var
  const penNames = await readPenNames(ctx)
  const isCreated = c.req.query('done') === 'created'
  return page(
    c,
    {
      place: { kind: 'inside', name: t('members.me.place'), readers: t('penNames.readers') },
      tab: 'me',
      back: { href: '/me' },
      status: refusals.length > 0 ? 422 : 200,
      ...(isCreated ? { notice: { tone: 'done' as const, text: t('penNames.created') } } : {}),
    },
    <PenNamesPage
      t={t}
      penNames={penNames}
      mayMakeNew={penNames.length < maximumPenNames}
      penName={name}
      errors={toFormErrors(t, refusals)}
    />,
  )
}
