import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Form } from '../components/form.tsx'
import { smallAct } from '../components/small-act.tsx'

interface KeepProps {
  t: Translator
  /** The thread's page. */
  here: string
  /** Only in fragments. */
  focused?: boolean | undefined
}

/** Keeps a thread for her, or lets it go again. Nobody else learns of it. */
export const SaveButton: FC<KeepProps & { isSaved: boolean }> = ({ t, here, isSaved, focused }) => {
  const action = `${here}/${isSaved ? 'unsave' : 'save'}`
  return (
    <Form action={action} htmx={smallAct(action)}>
      <button class="link" type="submit" autofocus={focused}>
        {t(isSaved ? 'post.unsave' : 'post.save')}
      </button>
    </Form>
  )
}

/** Hears no more of a thread, or again. */
export const MuteButton: FC<KeepProps & { isMuted: boolean }> = ({ t, here, isMuted, focused }) => {
  const action = `${here}/${isMuted ? 'unmute' : 'mute'}`
  return (
    <Form action={action} htmx={smallAct(action)}>
      <button class="link" type="submit" autofocus={focused}>
        {t(isMuted ? 'post.unmute' : 'post.mute')}
      </button>
    </Form>
  )
}
