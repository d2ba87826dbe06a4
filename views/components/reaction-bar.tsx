import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { focused, smallAct } from './small-act.tsx'

export type ReactionKind = 'heart' | 'hug' | 'thanks' | 'strength' | 'with-you'

/** In the order they are offered; each sign stands beside its word, for phones that cannot draw it. */
const signs: Readonly<Record<ReactionKind, string>> = {
  heart: '❤️',
  hug: '🤗',
  thanks: '🙏',
  strength: '💪',
  'with-you': '✊',
}

export interface ReactionsModel {
  /** Where a reaction goes. */
  readonly action: string
  readonly mine: ReactionKind | null
  /** Those that somebody gave. */
  readonly given: readonly { readonly kind: ReactionKind; readonly count: number }[]
}

/** How many reacted how, and a way to react: the same again takes it away. There are no names. */
export const ReactionBar: FC<{
  t: Translator
  reactions: ReactionsModel
  /** Only in fragments: what she pressed, or what opens the others where that is one of them again. */
  pressed?: ReactionKind | undefined
}> = ({ t, reactions, pressed }) => {
  const { action, mine, given } = reactions
  const others = kinds.filter((kind) => !given.some((one) => one.kind === kind))
  return (
    <form class="reactions" method="post" action={action} {...smallAct(action, { swap: 'outerHTML' })}>
      {given.map(({ kind, count }) => (
        <ReactionButton t={t} kind={kind} pressed={kind === mine} count={count} hasFocus={kind === pressed} />
      ))}
      {others.length > 0 && (
        <details>
          <summary {...(pressed !== undefined && others.includes(pressed) ? focused : {})}>
            {t('reaction.add')}
          </summary>
          {others.map((kind) => (
            <ReactionButton t={t} kind={kind} />
          ))}
        </details>
      )}
    </form>
  )
}

const kinds: readonly ReactionKind[] = ['heart', 'hug', 'thanks', 'strength', 'with-you']

const ReactionButton: FC<{
  t: Translator
  kind: ReactionKind
  pressed?: boolean | undefined
  count?: number | undefined
  hasFocus?: boolean | undefined
}> = ({ t, kind, pressed, count, hasFocus }) => (
  <button
    type="submit"
    name="kind"
    value={kind}
    aria-pressed={pressed === undefined ? undefined : String(pressed)}
    {...(hasFocus ? focused : {})}
  >
    {signs[kind]} {t(`reaction.${kind}`)}
    {count === undefined ? '' : ` ${count}`}
  </button>
)
