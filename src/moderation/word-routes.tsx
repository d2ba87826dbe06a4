import { type Context, Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { WordsPage } from '../../views/moderation/words.tsx'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { addWatchedWord, listWatchedWords, removeWatchedWord, watchedLimits } from './change-watched-words.ts'
import { queuePlace } from './queue-place.ts'

/** The watch-list of words, for moderators. */
export const wordRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/queue/words', requireMember, requireModerator, (c) => wordsPage(c))

    .post('/queue/words', requireMember, requireModerator, async (c) => {
      const word = (await readForm(c)).line('word')
      const result = await addWatchedWord(c.var.ctx, { word })
      if (result.ok) return seeOther(c, '/queue/words?done=added')
      return statusOf(result.refusals) === 422
        ? wordsPage(c, { word, refusals: result.refusals })
        : refusedPage(c, result.refusals)
    })

    .post('/queue/words/:wordId/remove', requireMember, requireModerator, async (c) => {
      const result = await removeWatchedWord(c.var.ctx, { wordId: c.req.param('wordId') })
      return result.ok ? seeOther(c, '/queue/words?done=removed') : refusedPage(c, result.refusals)
    })

interface Typed {
  readonly word: string
  readonly refusals: readonly [Refusal, ...Refusal[]]
}

async function wordsPage(c: Context<MemberEnv & AppEnv>, typed?: Typed): Promise<Response> {
  const { ctx, t } = c.var
  const done = c.req.query('done')
  const said = done === 'added' || done === 'removed' ? t(`words.${done}`) : undefined
  return page(
    c,
    {
      place: queuePlace(t),
      back: { href: '/queue' },
      ...(typed ? { status: statusOf(typed.refusals) } : {}),
      ...(said === undefined ? {} : { notice: { tone: 'done', text: said } }),
    },
    <WordsPage
      t={t}
      words={await listWatchedWords(ctx)}
      longest={watchedLimits.longest}
      word={typed?.word}
      errors={toFormErrors(t, typed?.refusals ?? [])}
    />,
  )
}
