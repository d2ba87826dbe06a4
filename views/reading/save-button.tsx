import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from '../components/button.tsx'
import { Form } from '../components/form.tsx'

/** Keeps a thread for her, or lets it go again. Nobody else learns of it. */
export const SaveButton: FC<{ t: Translator; here: string; isSaved: boolean }> = ({ t, here, isSaved }) => {
  const action = `${here}/${isSaved ? 'unsave' : 'save'}`
  return (
    <Form action={action} htmx={{ 'hx-post': action, 'hx-target': 'this', 'hx-swap': 'outerHTML' }}>
      <Button kind="quiet" icon={isSaved ? 'check' : undefined}>
        {t(isSaved ? 'post.unsave' : 'post.save')}
      </Button>
    </Form>
  )
}
