import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { PageTitle } from '../components/text.tsx'

export interface DeletePageProps {
  t: Translator
  title: string
  /** What happens then. */
  consequence: string
  action: string
  /** Back to where the thing stands. */
  keepHref: string
  warning?: Child
}

/** Asks before words are gone for good. Children show the thing once more. */
export const DeletePage: FC<PropsWithChildren<DeletePageProps>> = (props) => (
  <>
    <PageTitle lead={props.consequence}>{props.title}</PageTitle>
    {props.warning}
    {props.children}
    <Form action={props.action}>
      <ButtonRow>
        <Button kind="danger" icon="trash-2">
          {props.t('common.delete')}
        </Button>
        <Button kind="quiet" href={props.keepHref}>
          {props.t('post.delete.keep')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)
