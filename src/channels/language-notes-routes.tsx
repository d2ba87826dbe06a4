import { Hono } from 'hono'
import { LanguageNotesPage } from '../../views/channels/language-notes.tsx'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import { missingPage, page, refusedPage, seeOther } from '../web/respond.tsx'
import { chooseLanguageNotes, readLanguageNotes } from './choose-language-notes.ts'
import { managePlace, readOpenChannel, requireManager } from './manage-fragments.tsx'

/** How the further languages of an open channel's editions go out. */
export const languageNotesRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/channels/:slug/languages', requireMember, requireManager, async (c) => {
      const { ctx, t } = c.var
      const channel = await readOpenChannel(c)
      if (channel?.kind !== 'open') return missingPage(c)
      const isOn = await readLanguageNotes(ctx, channel.id)
      return page(
        c,
        managePlace(c, `/channels/${channel.slug}/manage`),
        <LanguageNotesPage t={t} slug={channel.slug} isOn={isOn} />,
      )
    })

    .post('/channels/:slug/languages', requireMember, requireManager, async (c) => {
      const slug = c.req.param('slug')
      const languageNotes = (await readForm(c)).line('notes') === 'apart'
      const result = await chooseLanguageNotes(c.var.ctx, { slug, languageNotes })
      return result.ok ? seeOther(c, `/channels/${slug}/manage`) : refusedPage(c, result.refusals)
    })
