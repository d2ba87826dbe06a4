import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from '../components/button.tsx'
import { Form, type FormProps } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'

export interface ResultLineProps {
  /** What stands at its end: the way back, where there is one. */
  action?: Child
}

/** What was just decided, said once and in one way wherever a decision leads. */
export const ResultLine: FC<PropsWithChildren<ResultLineProps>> = ({ action, children }) => (
  <div class="undo-line" role="status" id="queue-result">
    <p class="undo-line__text">
      <Icon name="circle-check" />
      <span>{children}</span>
    </p>
    {action}
  </div>
)

/** What was decided on another page, with the way back to it where there is something left to do. */
export const DoneLine: FC<{
  t: Translator
  done: { readonly text: string; readonly seeHref?: string | undefined }
}> = ({ t, done: { text, seeHref } }) => (
  <ResultLine
    action={
      seeHref !== undefined && (
        <Button kind="quiet" href={seeHref}>
          {t('queue.see')}
        </Button>
      )
    }
  >
    {text}
  </ResultLine>
)

export interface UndoLineProps {
  t: Translator
  undoId: string
  /** How htmx sends it, where the page before comes back in place. */
  htmx?: FormProps['htmx']
}

/** What was decided, with the way back. */
export const UndoLine: FC<PropsWithChildren<UndoLineProps>> = ({ t, undoId, htmx, children }) => (
  <ResultLine
    action={
      <div data-key="u">
        <Form action={`/queue/undo/${undoId}`} htmx={htmx}>
          <Button kind="quiet" icon="undo-2">
            {t('common.undo')}
          </Button>
        </Form>
      </div>
    }
  >
    {children}
  </ResultLine>
)
