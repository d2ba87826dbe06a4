import { Hono } from 'hono'
import { ChannelPage, EditionPage } from '../../views/channels/channel.tsx'
import { chooseText, wantedLanguages } from '../i18n/languages.ts'
import { couldBeId } from '../ids.ts'
import { plainText, renderMarkdown } from '../markdown.ts'
import { cacheable } from '../web/cacheable.ts'
import type { AppEnv } from '../web/environment.ts'
import { missingPage, type PageContext, page } from '../web/respond.tsx'
import { readChannelTexts } from './channel-texts.ts'
import { atomFeed, type ChannelFeed, jsonFeed } from './feeds.ts'
import { readAboutChannel } from './manage-queries.ts'
import { readPinnedEditions, withoutPinned } from './pinned.ts'
import { type PublishedEdition, publishedTables, readEdition } from './published.ts'
import { readChannel } from './queries.ts'
import { readChannelPage, readEditionReplies } from './reading.ts'
import { editionModel, replyModels } from './view-models.ts'

/**
 * What anybody can read: open channels. Allied channels, unknown ones and withdrawn editions get the very same answer
 * as everything else that is not there (P2).
 */
export const publicRoutes = () =>
  new Hono<AppEnv>()
    .get('/c/:slug', async (c) => {
      const { ctx, t, reader } = c.var
      const channel = await readChannel(ctx, c.req.param('slug'))
      if (channel?.kind !== 'open') return missingPage(c)
      const before = c.req.query('before')
      const { editions, older } = await readChannelPage(ctx, channel.id, before)
      // Of a closed channel there is a page as long as something stands on it.
      if (channel.closedOn !== undefined && editions.length === 0) return missingPage(c)
      const pinned = before === undefined ? await readPinnedEditions(publishedTables(ctx.db), channel.id) : []
      const model = (edition: PublishedEdition) =>
        editionModel(edition, { languages: reader.languages, page: `/c/${channel.slug}/${edition.id}` })
      const about = await readAboutChannel(ctx, channel.id, reader.languages)
      const feeds =
        channel.closedOn === undefined
          ? { atom: `/c/${channel.slug}/feed.atom`, json: `/c/${channel.slug}/feed.json` }
          : undefined
      const shown = await page(
        c,
        {
          place: { kind: 'outside', name: channel.name, readers: t('channels.channel.outside.readers') },
          preview: {
            title: channel.name,
            description: shorten(plainText(about.description?.html ?? '')),
            url: `${ctx.origin}/c/${channel.slug}`,
            language: about.description?.language ?? channel.language,
            feeds,
          },
        },
        <ChannelPage
          t={t}
          channel={{
            name: channel.name,
            kind: channel.kind,
            handle: `@${channel.slug}@${new URL(ctx.origin).host}`,
            isClosed: channel.closedOn !== undefined,
            movedTo: channel.movedTo,
            ...about,
          }}
          pinned={pinned.map(model)}
          editions={withoutPinned(editions, pinned).map(model)}
          older={older === undefined ? undefined : `/c/${channel.slug}?before=${older}`}
          newer={before === undefined ? undefined : `/c/${channel.slug}`}
          feeds={feeds}
        />,
      )
      return cacheable(c, shown)
    })

    .get('/c/:slug/feed.atom', async (c) => {
      const feed = await readFeed(c, c.req.param('slug'))
      if (!feed) return missingPage(c)
      return cacheable(
        c,
        c.body(atomFeed(feed), 200, { 'Content-Type': 'application/atom+xml; charset=utf-8' }),
      )
    })

    .get('/c/:slug/feed.json', async (c) => {
      const feed = await readFeed(c, c.req.param('slug'))
      if (!feed) return missingPage(c)
      return cacheable(c, c.body(jsonFeed(feed), 200, { 'Content-Type': 'application/feed+json' }))
    })

    .get('/c/:slug/:editionId', async (c) => {
      const { ctx, t } = c.var
      const { slug, editionId } = c.req.param()
      const edition = couldBeId(editionId) ? await readEdition(publishedTables(ctx.db), editionId) : undefined
      const channel = edition?.channel
      if (
        !edition ||
        edition.withdrawnOn !== undefined ||
        channel?.kind !== 'open' ||
        channel.slug !== slug
      ) {
        return missingPage(c)
      }
      const languages = wantedLanguages(c.req.query('language'), c.var.reader.languages)
      const text = chooseText(edition.texts, languages)
      const shown = await page(
        c,
        {
          place: { kind: 'outside', name: channel.name, readers: t('channels.channel.outside.readers') },
          preview: {
            title: text === undefined || text.title === '' ? channel.name : text.title,
            description: shorten(plainText(text?.html ?? '')),
            url: `${ctx.origin}/c/${channel.slug}/${edition.id}`,
            language: text?.language ?? channel.language,
          },
          back: { href: `/c/${channel.slug}`, label: channel.name },
        },
        <EditionPage
          t={t}
          edition={editionModel(edition, {
            languages,
            page: `/c/${channel.slug}/${edition.id}`,
            isOwnPage: true,
          })}
          channel={{ name: channel.name, href: `/c/${channel.slug}` }}
          replies={replyModels(edition, await readEditionReplies(ctx, edition, languages))}
          isLocked={edition.lockedOn !== undefined}
        />,
      )
      return cacheable(c, shown)
    })

const longestPreview = 200

/** The beginning of a text, for previews. */
const shorten = (text: string): string =>
  text.length <= longestPreview ? text : `${text.slice(0, longestPreview).trimEnd()}…`

/** What feeds show: of an open channel that is not closed what stands in it; allied ones have none, like everything. */
async function readFeed(c: PageContext, slug: string): Promise<ChannelFeed | undefined> {
  const { ctx } = c.var
  const channel = await readChannel(ctx, slug)
  if (channel?.kind !== 'open' || channel.closedOn !== undefined) return undefined
  const [original] = await readChannelTexts(publishedTables(ctx.db), channel.id)
  const { editions } = await readChannelPage(ctx, channel.id, undefined)
  return {
    origin: ctx.origin,
    slug: channel.slug,
    actorUri: channel.actorUri,
    name: channel.name,
    language: channel.language,
    description: plainText(renderMarkdown(original?.description ?? '')),
    editions,
  }
}
