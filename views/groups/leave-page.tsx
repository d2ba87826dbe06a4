import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { PageTitle } from '../components/text.tsx'

export interface LeavePageProps {
  t: Translator
  group: {
    readonly id: string
    readonly name: string
    readonly access: 'members' | 'approval' | 'hidden'
  }
}

/** Asks before she leaves a group, and says what that means for this one. */
export const LeavePage: FC<LeavePageProps> = ({ t, group: { id, name, access } }) => (
  <>
    <PageTitle lead={t(`group.leave.${access}`)}>{t('group.leave.title', { name })}</PageTitle>
    <Form action={`/groups/${id}/leave`}>
      <ButtonRow>
        <Button icon="log-out">{t('group.leave.submit')}</Button>
        <Button kind="quiet" href={`/groups/${id}`}>
          {t('group.leave.stay')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)
