import type { FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from '../components/button.tsx'
import { Form } from '../components/form.tsx'

/** What was decided, with the way back. */
export const UndoLine: FC<PropsWithChildren<{ t: Translator; undoId: string }>> = ({
  t,
  undoId,
  children,
}) => (
  <div class="undo-line" role="status">
    <p class="undo-line__text">{children}</p>
    <Form action={`/queue/undo/${undoId}`}>
      <Button kind="quiet" icon="undo-2">
        {t('common.undo')}
      </Button>
    </Form>
  </div>
)
