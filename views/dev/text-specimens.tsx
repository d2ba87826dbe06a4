import type { Translator } from '../../src/i18n/translator.ts'
import { markSafe } from '../../src/safe-html.ts'
import { EmptyState, Notice, Warning } from '../components/messages.tsx'
import { Also, Said } from '../components/small-act.tsx'
import { Hint, Progress } from '../components/states.tsx'
import { Code, Details, Labels, Preview, Prose, Section, Step, Struck, Tag } from '../components/text.tsx'
import { Moment, Time, WithMoment } from '../components/time.tsx'
import { Translations } from '../components/translations.tsx'
import { nowhere, type Specimen } from './specimen.ts'

const hour = 3_600_000

/** Words and what stands around them. */
export const textSpecimens = (t: Translator, now: Date): readonly Specimen[] => [
  { name: 'PageTitle', states: [['It is the title of this page.', <p>One on each page.</p>]] },
  {
    name: 'Section',
    states: [
      [
        'With an action',
        <Section title="Since your last visit" level={3} action={<a href={nowhere}>Mark all as read</a>}>
          <p>What is in it.</p>
        </Section>,
      ],
    ],
  },
  {
    name: 'Prose',
    states: [
      [
        'What a member wrote',
        <Prose
          lang="en"
          html={markSafe(
            '<p>We meet on <strong>Thursday</strong>. Bring:</p><ul><li>tea</li><li>time</li></ul><blockquote><p>I will come.</p></blockquote>',
          )}
        />,
      ],
      ['From right to left', <Prose lang="ar" html={markSafe('<p>أهلا وسهلا بكن جميعا.</p>')} />],
    ],
  },
  {
    name: 'Tag',
    states: [
      [
        'A state or a kind, in one or two words',
        <p class="cluster">
          <Tag>Edited</Tag>
          <Tag tone="community">12 new posts</Tag>
          <Tag tone="inside" icon="lock">
            Stays inside
          </Tag>
          <Tag tone="leaving" icon="door-open">
            Shared outside
          </Tag>
          <Tag tone="alarm">Warning</Tag>
        </p>,
      ],
    ],
  },
  {
    name: 'Labels',
    states: [
      ['Several', <Labels labels={[{ text: 'Question' }, { text: 'Answered', tone: 'community' }]} />],
    ],
  },
  {
    name: 'Struck',
    states: [
      [
        'Taken out before it leaves',
        <p>
          We meet <Struck t={t}>at nine</Struck> on Thursday.
        </p>,
      ],
    ],
  },
  { name: 'Step', states: [['In a row of questions', <Step t={t} step={2} of={5} />]] },
  {
    name: 'Code',
    states: [['To copy by hand', <Code t={t} label="Your status code" code="mattress-river-lute" />]],
  },
  {
    name: 'Details',
    states: [
      [
        'Closed',
        <Details summary="About this group">
          <p>More, on demand.</p>
        </Details>,
      ],
      [
        'With a note',
        <Details summary="Drafts" note="At most 30 days">
          <p>What you have not sent yet.</p>
        </Details>,
      ],
      [
        'Open',
        <Details summary="Rules" open>
          <p>Be kind.</p>
        </Details>,
      ],
    ],
  },
  {
    name: 'Translations',
    states: [
      [
        'What its authors wrote in further languages',
        <Translations
          texts={[{ language: 'sv', title: 'Frukost', html: markSafe('<p>Vi ses på torsdag.</p>') }]}
        />,
      ],
    ],
  },
  {
    name: 'Preview',
    states: [
      [
        'Exactly what leaves',
        <Preview title="This is sent">
          <p>We meet on Thursday.</p>
        </Preview>,
      ],
    ],
  },
  {
    name: 'Time',
    states: [
      ['Lately', <Time t={t} at={new Date(now.getTime() - 3 * hour)} now={now} />],
      ['Long ago', <Time t={t} at={new Date(now.getTime() - 900 * hour)} now={now} />],
    ],
  },
  { name: 'Moment', states: [['An hour that matters', <Moment t={t} at={now} />]] },
  {
    name: 'WithMoment',
    states: [
      ['Within a sentence', <WithMoment t={t} at={now} sentence={(time) => `It begins at ${time}.`} />],
    ],
  },
  {
    name: 'Notice',
    states: [
      [
        'Something to know',
        <Notice>
          <p>Older threads open for you next week.</p>
        </Notice>,
      ],
      [
        'It is done',
        <Notice tone="done">
          <p>Your post is in Breakfast.</p>
        </Notice>,
      ],
      [
        'To be weighed',
        <Notice tone="warning">
          <p>Pictures show more than you think.</p>
        </Notice>,
      ],
      [
        'It went wrong, or is urgent',
        <Notice tone="alarm">
          <p>Somebody asked for your account.</p>
        </Notice>,
      ],
    ],
  },
  { name: 'Warning', states: [['Before she goes on', <Warning t={t}>This cannot be undone.</Warning>]] },
  {
    name: 'EmptyState',
    states: [
      [
        'With the next step',
        <EmptyState title="Nothing here yet" action={{ href: nowhere, label: 'Write the first post' }}>
          <p>What you write stays in Breakfast.</p>
        </EmptyState>,
      ],
    ],
  },
  {
    name: 'Hint',
    states: [
      [
        'Only the first time',
        <Hint>
          <p>Groups are rooms: what is said there stays there.</p>
        </Hint>,
      ],
    ],
  },
  {
    name: 'Progress',
    states: [
      ['Known', <Progress label="Taken back from 4 of 6" value={4} max={6} />],
      ['Nobody knows how long', <Progress label="Asking the servers" max={1} />],
    ],
  },
  {
    name: 'Said',
    states: [
      [
        'Only in answers to the script',
        <template>
          <Said>Saved.</Said>
        </template>,
      ],
    ],
  },
  {
    name: 'Also',
    states: [
      [
        'Only in answers to the script',
        <template>
          <Also target="#x">More</Also>
        </template>,
      ],
    ],
  },
]
