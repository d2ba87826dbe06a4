import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Pagination } from '../components/lists.tsx'
import { Notice } from '../components/messages.tsx'
import { Person } from '../components/person.tsx'
import { PageTitle, Section } from '../components/text.tsx'

interface BelongingModel {
  readonly id: string
  readonly name: string
  readonly isModerator: boolean
  readonly isMe: boolean
}

export interface MembersPageProps {
  t: Translator
  group: {
    readonly id: string
    readonly name: string
    readonly access: 'members' | 'approval' | 'hidden'
    /** Who is in it follows from a role, and is not changed here. */
    readonly isFixed: boolean
  }
  members: readonly BelongingModel[]
  names: string
  older?: string | undefined
  newer?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** Who is in a group, for those who look after it; of one for all members only they themselves. */
export const MembersPage: FC<MembersPageProps> = ({ t, group, members, names, older, newer, errors }) => {
  const isForAll = group.access === 'members'
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('group.members.lead')}>
        {t(isForAll ? 'group.members.titleModerators' : 'group.members.title', { name: group.name })}
      </PageTitle>
      {group.isFixed && (
        <Notice>
          <p>{t('group.errors.followsRole')}</p>
        </Notice>
      )}
      {members.length === 0 && <p>{t('group.members.nobody')}</p>}
      {members.map((member) => (
        <section>
          <Person name={member.name} badge={member.isMe ? t('group.members.you') : undefined}>
            {member.isModerator && t('group.members.badge')}
          </Person>
          {!group.isFixed && <Acts t={t} group={group} member={member} />}
        </section>
      ))}
      <Pagination t={t} older={older} newer={newer} />
      {!group.isFixed && (
        <Section title={t(isForAll ? 'group.members.makeModerators' : 'group.members.add')}>
          <Form action={`/groups/${group.id}/members`}>
            <Field
              t={t}
              name="names"
              type="textarea"
              rows={3}
              label={t('group.members.names')}
              hint={t(isForAll ? 'group.members.makeHint' : 'group.members.addHint')}
              value={names}
              error={errorFor(errors, 'names')}
            />
            <ButtonRow>
              <Button>{t('group.members.addSubmit')}</Button>
            </ButtonRow>
          </Form>
        </Section>
      )}
    </>
  )
}

/** In a group for all members a moderator who is one no longer is simply a reader again. */
const Acts: FC<Pick<MembersPageProps, 't' | 'group'> & { member: BelongingModel }> = ({
  t,
  group,
  member,
}) => {
  const action = `/groups/${group.id}/members/${member.id}`
  const whom = <span class="visually-hidden">: {member.name}</span>
  return (
    <details class="more">
      <summary>
        {t('common.change')}
        {whom}
      </summary>
      <Form action={`${action}/role`} hidden={{ role: member.isModerator ? 'member' : 'moderator' }}>
        <ButtonRow>
          {group.access === 'members' ? (
            <Button kind="quiet" formaction={`${action}/remove`}>
              {t('group.members.unmakeModerator')}
              {whom}
            </Button>
          ) : (
            <>
              <Button kind="secondary">
                {t(member.isModerator ? 'group.members.unmakeModerator' : 'group.members.makeModerator')}
                {whom}
              </Button>
              {!member.isMe && (
                <Button kind="quiet" icon="log-out" formaction={`${action}/remove`}>
                  {t('group.members.remove')}
                  {whom}
                </Button>
              )}
            </>
          )}
        </ButtonRow>
      </Form>
    </details>
  )
}
