import { Hono } from 'hono'
import { PeoplePage, QuietPage, RetentionPage, SettingsPage } from '../../views/community/settings-pages.tsx'
import { CommunitySettingsPage, QuestionsPage, TextsPage } from '../../views/community/words-pages.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import { isLocale, type Locale } from '../i18n/translator.ts'
import { can } from '../policy/permissions.ts'
import type { Refusal, Result } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  forbiddenPage,
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { changeQuestions } from './change-questions.ts'
import { changeSettings } from './change-settings.ts'
import { changeTexts } from './change-texts.ts'
import { communityLimits } from './rules.ts'
import {
  emptyQuestion,
  readQuestionFields,
  readSettingsChange,
  readVersion,
  shownSettings,
  typedNumbers,
} from './settings-fields.ts'
import {
  type ChangeableSettings,
  readChangeableSettings,
  readWrittenQuestions,
  readWrittenText,
} from './settings-queries.ts'
import type { SettingsChange } from './settings-rules.ts'

/** What moderators and admins set for the whole community. For everybody else there is nothing here. */
export const settingsRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/settings', requireMember, async (c) => {
      const settings = await readChangeableSettings(c.var.ctx)
      if (!settings) return missingPage(c)
      const mayChangeAll = can(c.var.ctx.actor, 'settings.change')
      const done = c.req.query('done') === undefined ? undefined : c.var.t('settings.done')
      return settingsPage(
        c,
        { back: '/home', done },
        <SettingsPage
          t={c.var.t}
          locales={settings.locales}
          doorOpen={settings.doorOpen}
          all={mayChangeAll}
        />,
      )
    })

    .get('/settings/texts/:locale', requireMember, async (c) => {
      const settings = await changeable(c)
      const locale = c.req.param('locale')
      if (!settings || !isLocale(locale)) return missingPage(c)
      return textsPage(c, locale, {
        ...(await readWrittenText(c.var.ctx, locale)),
        version: settings.version,
      })
    })

    .post('/settings/texts/:locale', requireMember, async (c) => {
      const locale = c.req.param('locale')
      if (!(await changeable(c)) || !isLocale(locale)) return missingPage(c)
      const form = await readForm(c)
      const text = { rules: form.text('rules'), welcome: form.text('welcome') }
      const result = await changeTexts(c.var.ctx, { ...text, locale, version: readVersion(form) })
      if (result.ok) return seeOther(c, '/settings?done')
      return again(c, result, async (version, refusals) =>
        textsPage(c, locale, { ...text, version, saved: await savedText(c, locale, refusals) }, refusals),
      )
    })

    .get('/settings/questions', requireMember, async (c) => {
      const settings = await changeable(c)
      if (!settings) return missingPage(c)
      const questions = await readWrittenQuestions(c.var.ctx)
      return questionsPage(c, settings, [...questions, emptyQuestion])
    })

    .post('/settings/questions', requireMember, async (c) => {
      const settings = await changeable(c)
      if (!settings) return missingPage(c)
      const form = await readForm(c)
      const { questions, wantsAnother } = readQuestionFields(form, communityLimits.questions + 1)
      const version = readVersion(form)
      if (wantsAnother) return questionsPage(c, { ...settings, version }, [...questions, emptyQuestion])
      const result = await changeQuestions(c.var.ctx, { version, questions })
      if (result.ok) return seeOther(c, '/settings?done')
      return again(c, result, (current, refusals) =>
        questionsPage(c, { ...settings, version: current }, questions, refusals),
      )
    })

    .get('/settings/:section', requireMember, async (c) => {
      const settings = await readChangeableSettings(c.var.ctx)
      const section = sectionOf(c.req.param('section'))
      if (!settings || !section || !mayChange(c, section)) return missingPage(c)
      return sectionPage(c, section, shownSettings(settings), settings)
    })

    .post('/settings/:section', requireMember, async (c) => {
      const settings = await readChangeableSettings(c.var.ctx)
      const section = sectionOf(c.req.param('section'))
      if (!settings || !section) return missingPage(c)
      if (!mayChange(c, section)) return forbiddenPage(c)
      const form = await readForm(c)
      const change = readSettingsChange(section, form)
      const result = await changeSettings(c.var.ctx, { version: readVersion(form), change })
      if (result.ok) return seeOther(c, '/settings?done')
      return again(c, result, (version, refusals) =>
        sectionPage(
          c,
          section,
          { ...shownSettings({ ...settings, ...change }), ...typedNumbers(section, form) },
          { ...settings, version },
          refusals,
        ),
      )
    })

const sections = ['community', 'people', 'retention', 'quiet'] as const
type Section = SettingsChange['section'] & (typeof sections)[number]

const sectionOf = (name: string): Section | undefined => sections.find((section) => section === name)

const mayChange = (c: MemberPageContext, section: Section): boolean =>
  can(c.var.ctx.actor, section === 'people' ? 'settings.change-people' : 'settings.change')

const changeable = (c: MemberPageContext): Promise<ChangeableSettings | undefined> =>
  can(c.var.ctx.actor, 'settings.change') ? readChangeableSettings(c.var.ctx) : Promise.resolve(undefined)

type Refusals = readonly [Refusal, ...Refusal[]]

/** Shows the form again with what was typed; after a conflict it starts from the state that is there now. */
async function again(
  c: MemberPageContext,
  result: Extract<Result<undefined>, { ok: false }>,
  show: (version: number, refusals: Refusals) => Response | Promise<Response>,
): Promise<Response> {
  const [{ kind }] = result.refusals
  if (kind === 'forbidden' || kind === 'missing') return refusedPage(c, result.refusals)
  const now = await readChangeableSettings(c.var.ctx)
  return now ? show(now.version, result.refusals) : missingPage(c)
}

/** What somebody else saved meanwhile, to be seen beside what she typed. */
async function savedText(c: MemberPageContext, locale: Locale, [{ kind }]: Refusals) {
  return kind === 'conflict' ? readWrittenText(c.var.ctx, locale) : undefined
}

function settingsPage(
  c: MemberPageContext,
  options: {
    readonly back: string
    readonly done?: string | undefined
    readonly refusals?: Refusals | undefined
  },
  content: Parameters<typeof page>[2],
): Promise<Response> {
  const { t } = c.var
  return page(
    c,
    {
      place: { kind: 'inside', name: t('settings.place'), readers: t('settings.readers') },
      back: { href: options.back },
      ...(options.done === undefined ? {} : { notice: { tone: 'done', text: options.done } }),
      ...(options.refusals ? { status: statusOf(options.refusals) } : {}),
    },
    content,
  )
}

function sectionPage(
  c: MemberPageContext,
  section: Section,
  values: ReturnType<typeof shownSettings>,
  { version }: Pick<ChangeableSettings, 'version'>,
  refusals?: Refusals,
): Promise<Response> {
  const { t } = c.var
  const form = { t, values, version, errors: refusals && toFormErrors(t, refusals) }
  const options = { back: '/settings', refusals }
  switch (section) {
    case 'community':
      return settingsPage(c, options, <CommunitySettingsPage {...form} most={communityLimits.name} />)
    case 'people':
      return settingsPage(c, options, <PeoplePage {...form} />)
    case 'retention':
      return settingsPage(c, options, <RetentionPage {...form} />)
    case 'quiet':
      return settingsPage(c, options, <QuietPage {...form} />)
  }
}

function textsPage(
  c: MemberPageContext,
  locale: Locale,
  values: Parameters<typeof TextsPage>[0]['values'],
  refusals?: Refusals,
): Promise<Response> {
  const { t } = c.var
  return settingsPage(
    c,
    { back: '/settings', refusals },
    <TextsPage t={t} locale={locale} values={values} errors={refusals && toFormErrors(t, refusals)} />,
  )
}

function questionsPage(
  c: MemberPageContext,
  { version, locales, defaultLocale }: Pick<ChangeableSettings, 'version' | 'locales' | 'defaultLocale'>,
  questions: Parameters<typeof QuestionsPage>[0]['questions'],
  refusals?: Refusals,
): Promise<Response> {
  const { t } = c.var
  return settingsPage(
    c,
    { back: '/settings', refusals },
    <QuestionsPage
      t={t}
      version={version}
      locales={[defaultLocale, ...locales.filter((locale) => locale !== defaultLocale)]}
      questions={questions.slice(0, communityLimits.questions)}
      canAdd={questions.length < communityLimits.questions}
      most={communityLimits.question}
      errors={refusals && toFormErrors(t, refusals)}
    />,
  )
}
