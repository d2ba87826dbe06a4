import type { Translator } from '../../src/i18n/translator.ts'
import { Button, type ButtonKind, ButtonRow } from '../components/button.tsx'
import { Choice, Tick } from '../components/choice.tsx'
import { BeforeSending, Composer, ComposerFrame, StaysHere } from '../components/composer.tsx'
import { DraftState, PreviewPlace } from '../components/draft-state.tsx'
import { ErrorSummary, FieldError } from '../components/errors.tsx'
import { Field, FileField, Select } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { LanguageSwitch, LanguageTag, TextLanguages } from '../components/language-switch.tsx'
import { ReadBy } from '../components/reader.tsx'
import { nowhere, type Specimen } from './specimen.ts'

const kinds: readonly (readonly [ButtonKind, string])[] = [
  ['primary', 'Write'],
  ['inside', 'Post in Breakfast'],
  ['leaving', 'Send outside to 6 servers'],
  ['secondary', 'Search'],
  ['quiet', 'Not now'],
  ['danger', 'Erase everything'],
]

const options = [
  { value: 'a', label: 'The community’s voice', hint: 'Nobody outside learns who wrote it.' },
  { value: 'b', label: 'A pen name' },
]

/** What is filled in and pressed. Every form leads back to this page's own address, which takes none. */
export const formSpecimens = (t: Translator): readonly Specimen[] => [
  {
    name: 'Button',
    states: kinds.map(
      ([kind, words]) =>
        [
          kind,
          <p>
            <Button kind={kind} href={nowhere}>
              {words}
            </Button>
          </p>,
        ] as const,
    ),
  },
  {
    name: 'ButtonRow',
    states: [
      [
        'One main action, then the others',
        <ButtonRow>
          <Button href={nowhere}>Keep</Button>
          <Button kind="secondary" href={nowhere}>
            Remove
          </Button>
          <Button kind="quiet" href={nowhere}>
            More
          </Button>
        </ButtonRow>,
      ],
    ],
  },
  {
    name: 'Field',
    states: [
      ['One line', <Field t={t} name="one" label="What shall we call you?" hint="Not your real name." />],
      [
        'Several lines',
        <Field t={t} name="many" label="Your comment" type="textarea" rows={3} required={false} />,
      ],
      ['A passphrase', <Field t={t} name="secret" label="Passphrase" type="passphrase" />],
      ['Refused', <Field t={t} name="refused" label="Your comment" value="x" error="Write a little more." />],
    ],
  },
  {
    name: 'FieldError',
    states: [['Under a label', <FieldError t={t} id="alone-error" text="Choose one." />]],
  },
  {
    name: 'Select',
    states: [['Many short options', <Select t={t} name="days" label="For how long?" options={options} />]],
  },
  {
    name: 'Choice',
    states: [
      ['One of a few', <Choice t={t} name="voice" label="Who speaks?" options={options} value="a" />],
      [
        'Several',
        <Choice t={t} name="several" type="checkbox" label="Which?" options={options} error="Choose one." />,
      ],
    ],
  },
  { name: 'Tick', states: [['A consent', <Tick t={t} name="yes" label="I agree that this leaves." />]] },
  {
    name: 'FileField',
    states: [
      ['Pictures from the phone', <FileField t={t} name="picture" label="A picture" required={false} />],
    ],
  },
  {
    name: 'ErrorSummary',
    states: [
      [
        'Above a form that was refused',
        <ErrorSummary t={t} errors={[{ field: 'refused', text: 'Write a little more.' }]} />,
      ],
    ],
  },
  {
    name: 'Form',
    states: [
      [
        'Its parts keep their distance',
        <Form action={nowhere}>
          <Field t={t} name="name" label="Name" />
          <Button>Go on</Button>
        </Form>,
      ],
    ],
  },
  {
    name: 'Composer',
    states: [['It stays inside', <Composer t={t} action={nowhere} group="Breakfast" readers={43} />]],
  },
  {
    name: 'ComposerFrame',
    states: [
      [
        'Around other forms that stay',
        <ComposerFrame t={t} within="shown">
          <p>The form.</p>
        </ComposerFrame>,
      ],
    ],
  },
  {
    name: 'StaysHere',
    states: [['The first line of such a form', <StaysHere>Stays in Breakfast.</StaysHere>]],
  },
  {
    name: 'BeforeSending',
    states: [['At the end of such a form', <BeforeSending t={t} keepsDraft={false} within="shown" />]],
  },
  {
    name: 'DraftState',
    states: [
      [
        'Empty until something was kept',
        <form>
          <DraftState t={t} within="shown" />
        </form>,
      ],
    ],
  },
  {
    name: 'PreviewPlace',
    states: [['Empty until she asks how it looks', <PreviewPlace within="asked" />]],
  },
  {
    name: 'LanguageSwitch',
    states: [['For guests, too', <LanguageSwitch t={t} offered={['es', 'sv', 'en']} returnTo="/" />]],
  },
  {
    name: 'LanguageTag',
    states: [
      [
        'A text in a language that she does not read',
        <ReadBy reader={{ languages: ['en'], picturesOnTap: false }}>
          <LanguageTag lang="sv" />
        </ReadBy>,
      ],
    ],
  },
  {
    name: 'TextLanguages',
    states: [
      [
        'Translated by its authors',
        <TextLanguages
          t={t}
          languages={{ shown: 'en', original: 'es', others: [{ language: 'es', href: nowhere }] }}
        />,
      ],
    ],
  },
]
