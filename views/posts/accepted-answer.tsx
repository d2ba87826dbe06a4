import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from '../components/button.tsx'
import type { CommentModel } from '../components/comment.tsx'
import { Form } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import { Person } from '../components/person.tsx'
import { Also, arrival, smallAct } from '../components/small-act.tsx'
import { Prose } from '../components/text.tsx'
import { Time } from '../components/time.tsx'

export interface AcceptedAnswerProps {
  t: Translator
  now: Date
  answer: CommentModel
  /** Where it stands among the comments. */
  href: string
  /** Only for those who may take it back. */
  takeBackAction?: string | undefined
}

const place = 'accepted'

/** Where the answer will stand, for as long as there is none. */
export const NoAnswerYet: FC = () => <div id={place} />

/** Only in fragments: instead of the button that accepted it, and the answer on top, where she is not. */
export const JustAccepted: FC<AcceptedAnswerProps> = (props) => (
  <>
    <p class="soft" {...arrival}>
      {props.t('answer.acceptedDone')}
    </p>
    <Also target={`#${place}`}>
      <AcceptedAnswer {...props} />
    </Also>
  </>
)

/** Only in fragments: it was taken back. */
export const NoAcceptedAnswer: FC<{ t: Translator }> = ({ t }) => (
  <p class="soft" id={place} {...arrival}>
    {t('answer.takenBackDone')}
  </p>
)

/** The answer to a question once more above all comments. It keeps its place among them, too. */
export const AcceptedAnswer: FC<AcceptedAnswerProps> = ({ t, now, answer, href, takeBackAction }) => (
  <div class="accepted stack" id={place}>
    <h3 class="accepted__title">
      <Icon name="circle-check" />
      {t('answer.accepted')}
    </h3>
    <Person {...answer.author} size="small">
      <Time t={t} at={answer.at} now={now} />
    </Person>
    {answer.body !== undefined && <Prose html={answer.body} lang={answer.lang} />}
    <p>
      <a href={href}>{t('answer.inThread')}</a>
    </p>
    {takeBackAction !== undefined && (
      <Form
        action={takeBackAction}
        htmx={smallAct(takeBackAction, { target: `#${place}`, swap: 'outerHTML' })}
      >
        <Button kind="quiet">{t('answer.takeBack')}</Button>
      </Form>
    )}
  </div>
)
