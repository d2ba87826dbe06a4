import { MessageForm, type MessageFormProps } from '../../views/contact/message-form.tsx'
import { JustSent, type MessageListProps } from '../../views/contact/message-list.tsx'
import { fragment, type MemberPageContext } from '../web/respond.tsx'

/** After a message was sent through htmx: the conversation with it; or the form with why it was refused. */
export const sentFragment = (
  c: MemberPageContext,
  { conversation, form }: { readonly conversation: MessageListProps; readonly form: MessageFormProps },
): Response =>
  form.errors
    ? fragment(c, <MessageForm {...form} />, 422)
    : fragment(c, <JustSent conversation={conversation} form={form} />)
