import type { Translator } from '../../src/i18n/translator.ts'
import { Icon, IconSprite } from '../components/icon.tsx'
import { BackLink, ToDoStrip, UnseenStrip } from '../components/navigation.tsx'
import { PlaceBand, WeaveBand } from '../components/place-band.tsx'
import { ReadBy } from '../components/reader.tsx'
import { ReaderAudience } from '../components/reader-audience.tsx'
import { iconNames } from '../icons.ts'
import type { Place } from '../shell.ts'
import { nowhere, type Specimen } from './specimen.ts'

const inside: Place = {
  kind: 'inside',
  name: 'Breakfast',
  readers: '43 members can read this. So can the server.',
}
const leaving: Place = { kind: 'leaving', name: 'Bulletin', readers: 'Anyone can read it.' }
const outside: Place = { kind: 'outside', name: 'Bulletin', readers: 'Anyone can read this page.' }

/** Stands once on a page, around everything: it would repeat landmarks and ids if it were shown here again. */
const around = (name: string): Specimen => ({
  name,
  states: [['It stands around this page, for a member who is signed in.', <p>See the frame.</p>]],
})

/** What stands around a page, and says where one is. */
export const frameSpecimens = (t: Translator): readonly Specimen[] => [
  ...['SkipLinks', 'TopBar', 'LeaveNow', 'SideRail', 'TabBar'].map(around),
  { name: 'BackLink', states: [['To a named page', <BackLink t={t} href={nowhere} to="Groups" />]] },
  {
    name: 'PlaceBand',
    states: [
      ['Inside', <PlaceBand t={t} place={inside} weaveSeed="valley" />],
      ['Leaving: frame, door and threads change', <PlaceBand t={t} place={leaving} weaveSeed="shore" />],
      ['Outside', <PlaceBand t={t} place={outside} weaveSeed="path" />],
      [
        'A long name wraps',
        <PlaceBand
          t={t}
          place={{ ...inside, name: 'Women of the long valley who meet on Thursdays' }}
          weaveSeed="river"
        />,
      ],
    ],
  },
  {
    name: 'WeaveBand',
    states: [
      ...['well', 'loom', 'harbour', 'mountain', 'garden', 'kettle'].map(
        (seed) => [`Whole: ${seed}`, <WeaveBand seed={seed} large />] as const,
      ),
      ['Unravelling', <WeaveBand seed="bridge" loose large />],
    ],
  },
  {
    name: 'ReaderAudience',
    states: [
      ['Beside a page, where the page puts nothing else there', <ReaderAudience t={t} place={inside} />],
    ],
  },
  { name: 'ToDoStrip', states: [['Moderators, on their home page', <ToDoStrip t={t} count={3} />]] },
  { name: 'UnseenStrip', states: [['On the home page', <UnseenStrip t={t} count={2} />]] },
  {
    name: 'Icon',
    states: [
      [
        'Beside a word, never instead of one',
        <p class="cluster">
          {iconNames.map((name) => (
            <span>
              <Icon name={name} /> {name}
            </span>
          ))}
        </p>,
      ],
    ],
  },
  {
    name: 'IconSprite',
    states: [
      [
        'Gives icons their file',
        <IconSprite url="">
          <p>
            Without it only words: <Icon name="lock" />
          </p>
        </IconSprite>,
      ],
    ],
  },
  {
    name: 'ReadBy',
    states: [
      [
        'Tells what is below how its reader reads',
        <ReadBy reader={{ languages: ['en'], picturesOnTap: true }}>
          <p>See Pictures.</p>
        </ReadBy>,
      ],
    ],
  },
]
