import { Hono } from 'hono'
import { AboutPage } from '../../views/community/about.tsx'
import { DataPage, type Holding, holdings } from '../../views/community/data.tsx'
import { SetUpPage } from '../../views/community/set-up.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import { passphraseModel, readNewPassphrase, wantsOtherWords } from '../auth/forms.ts'
import { createCommunityActors } from '../channels/create-community-actors.ts'
import { firstNames } from '../channels/first-names.ts'
import { createKeyPair } from '../channels/key-pair.ts'
import { createTranslator, isLocale } from '../i18n/translator.ts'
import type { AppEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { missingPage, page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { firstGroups } from './first-groups.ts'
import { emptySetUp, readSetUp } from './forms.ts'
import { isSetUpToken, readLifetimes, type TableLifetime } from './queries.ts'
import { setUpCommunity } from './set-up-community.ts'

/** The one-time set-up, and what anybody may read about this place. */
export const communityRoutes = () =>
  new Hono<AppEnv>()
    .get('/set-up/:token', async (c) => {
      const { ctx, t } = c.var
      if (!(await isSetUpToken(ctx, c.req.param('token')))) return missingPage(c)
      return page(
        c,
        { place: { kind: 'door' } },
        <SetUpPage t={t} action={c.req.path} values={emptySetUp(t)} passphrase={passphraseModel(c)} />,
      )
    })

    .post('/set-up/:token', async (c) => {
      const { ctx, t, sessions } = c.var
      const form = await readForm(c)
      const values = readSetUp(form)
      const token = c.req.param('token')
      const show = { action: c.req.path, values, passphrase: passphraseModel(c, form) }
      if (wantsOtherWords(form)) {
        if (!(await isSetUpToken(ctx, token))) return missingPage(c)
        return page(c, { place: { kind: 'door' } }, <SetUpPage t={t} {...show} />)
      }
      const chosen = readNewPassphrase(form)
      if (!chosen.ok) {
        if (!(await isSetUpToken(ctx, token))) return missingPage(c)
        const errors = toFormErrors(t, chosen.refusals)
        return page(
          c,
          { place: { kind: 'door' }, status: 422 },
          <SetUpPage t={t} {...show} errors={errors} />,
        )
      }
      const input = { ...values, token, passphrase: chosen.value }
      const result = await setUpCommunity(ctx, input, firstGroups(createTranslator))
      if (result.ok) {
        const names = firstNames(
          values.communityName,
          createTranslator(isLocale(values.defaultLocale) ? values.defaultLocale : 'en'),
        )
        await createCommunityActors(
          { ...ctx, actor: { kind: 'system' } },
          { newKeyPair: createKeyPair, names },
        )
        c.header('Set-Cookie', await sessions.start(ctx, result.value.memberId), { append: true })
        return seeOther(c, '/home')
      }
      if (statusOf(result.refusals) !== 422) return refusedPage(c, result.refusals)
      const errors = toFormErrors(t, result.refusals)
      return page(c, { place: { kind: 'door' }, status: 422 }, <SetUpPage t={t} {...show} errors={errors} />)
    })

    .get('/about', (c) => {
      const { t, community } = c.var
      const back = { href: '/' }
      return page(c, { place: { kind: 'door' }, back }, <AboutPage t={t} offered={community.locales} />)
    })

    .get('/about/data', async (c) => {
      const lifetimes = await readLifetimes(c.var.ctx)
      const held = holdings.map((holds) => ({ holds, tables: declaring(lifetimes, holds) }))
      const undeclared = lifetimes.filter(({ holds }) => holds === null).map(({ tableName }) => tableName)
      const back = { href: '/about' }
      return page(
        c,
        { place: { kind: 'door' }, back },
        <DataPage
          t={c.var.t}
          held={held.filter(({ tables }) => tables.length > 0)}
          undeclared={undeclared}
        />,
      )
    })

const declaring = (lifetimes: readonly TableLifetime[], kind: Holding): TableLifetime[] =>
  lifetimes.filter(({ holds }) => holds === kind)
