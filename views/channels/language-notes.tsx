import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { Form } from '../components/form.tsx'

export interface LanguageNotesPageProps {
  t: Translator
  slug: string
  isOn: boolean
}

/** Whether each further language goes out once more by itself. */
export const LanguageNotesPage: FC<LanguageNotesPageProps> = ({ t, slug, isOn }) => (
  <Form action={`/channels/${slug}/languages`}>
    <Choice
      t={t}
      name="notes"
      label={t('channels.languages.title')}
      hint={t('channels.languages.hint')}
      asTitle
      options={[
        {
          value: 'together',
          label: t('channels.languages.together'),
          hint: t('channels.languages.togetherHint'),
        },
        { value: 'apart', label: t('channels.languages.apart'), hint: t('channels.languages.apartHint') },
      ]}
      value={isOn ? 'apart' : 'together'}
    />
    <ButtonRow>
      <Button>{t('channels.languages.save')}</Button>
    </ButtonRow>
  </Form>
)
