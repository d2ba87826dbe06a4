import { Hono } from 'hono'
import { ChannelPage, EditionPage } from '../../views/channels/channel.tsx'
import { wantedLanguages } from '../i18n/languages.ts'
import { couldBeId } from '../ids.ts'
import type { AppEnv } from '../web/environment.ts'
import { missingPage, page } from '../web/respond.tsx'
import { publishedTables, readEdition } from './published.ts'
import { readChannel } from './queries.ts'
import { readChannelPage, readEditionReplies } from './reading.ts'
import { editionModel, replyModel } from './view-models.ts'

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
      return page(
        c,
        { place: { kind: 'outside', name: channel.name, readers: t('channels.channel.outside.readers') } },
        <ChannelPage
          t={t}
          channel={{
            name: channel.name,
            kind: channel.kind,
            handle: `@${channel.slug}@${new URL(ctx.origin).host}`,
          }}
          editions={editions.map((edition) =>
            editionModel(edition, {
              languages: reader.languages,
              page: `/c/${channel.slug}/${edition.id}`,
            }),
          )}
          older={older === undefined ? undefined : `/c/${channel.slug}?before=${older}`}
          newer={before === undefined ? undefined : `/c/${channel.slug}`}
        />,
      )
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
      return page(
        c,
        {
          place: { kind: 'outside', name: channel.name, readers: t('channels.channel.outside.readers') },
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
          replies={(await readEditionReplies(ctx, edition, languages)).map(replyModel)}
        />,
      )
    })
