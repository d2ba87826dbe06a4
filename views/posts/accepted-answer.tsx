import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from '../components/button.tsx'
import type { CommentModel } from '../components/comment.tsx'
import { Form } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import { Person } from '../components/person.tsx'
import { Prose } from '../components/text.tsx'
import { Time } from '../components/time.tsx'

export interface AcceptedAnswerProps {
  t: Translator
  now: Date
  answer: CommentModel
  /** Whether it stands on the same page among the comments. */
  isHere: boolean
  /** Only for those who may take it back. */
  takeBackAction?: string | undefined
}

/** The answer to a question once more above all comments. It keeps its place among them, too. */
export const AcceptedAnswer: FC<AcceptedAnswerProps> = ({ t, now, answer, isHere, takeBackAction }) => (
  <div class="accepted">
    <h3 class="accepted__title">
      <Icon name="circle-check" />
      {t('answer.accepted')}
    </h3>
    <Person {...answer.author} size="small">
      <Time t={t} at={answer.at} now={now} />
    </Person>
    {answer.body !== undefined && <Prose html={answer.body} lang={answer.lang} />}
    {isHere && (
      <p>
        <a href={`#${answer.id}`}>{t('answer.inThread')}</a>
      </p>
    )}
    {takeBackAction !== undefined && (
      <Form action={takeBackAction}>
        <Button kind="quiet">{t('answer.takeBack')}</Button>
      </Form>
    )}
  </div>
)
