import type { Translator } from '../../src/i18n/translator.ts'
import { LiveState } from '../live/live.tsx'
import { Decision, DecisionBar } from '../moderation/decision-bar.tsx'
import { SavedWords } from '../moderation/saved-words.tsx'
import { UndoLine } from '../moderation/undo-line.tsx'
import { Poll, type PollModel } from '../posts/poll.tsx'
import { nowhere, type Specimen } from './specimen.ts'

const poll: PollModel = {
  several: false,
  secret: true,
  closesAt: new Date(0),
  isOpen: true,
  hasVoted: false,
  mayVote: false,
  options: [
    { id: 'thursday', label: 'Thursday', isMine: true },
    { id: 'friday', label: 'Friday', isMine: false },
  ],
}

/** What belongs to one kind of work and stands beside its pages, not among the components. */
export const workSpecimens = (t: Translator, now: Date): readonly Specimen[] => {
  const closesAt = new Date(now.getTime() + 7_200_000)
  return [
    {
      name: 'Poll',
      states: [
        [
          'What came of it',
          <Poll t={t} now={now} poll={{ ...poll, closesAt, votes: [5, 3] }} action={nowhere} />,
        ],
      ],
    },
    {
      name: 'UndoLine',
      states: [
        [
          'After a decision that can be taken back',
          <UndoLine t={t} undoId="shown">
            The post stays.
          </UndoLine>,
        ],
      ],
    },
    {
      name: 'DecisionBar',
      states: [
        [
          'Below the thing that is decided on, at the bottom of a phone',
          <DecisionBar t={t}>
            <Decision action={nowhere} icon="check" keyName="a">
              Keep
            </Decision>
            <Decision action={nowhere} icon="trash-2" kind="secondary" keyName="r">
              Remove
            </Decision>
          </DecisionBar>,
        ],
      ],
    },
    {
      name: 'LiveState',
      states: [
        [
          'Where nothing is followed: a link to look again',
          <LiveState t={t} live={{ stream: '' }} again={{ href: nowhere, now }} />,
        ],
      ],
    },
    {
      name: 'SavedWords',
      states: [
        [
          'Beside the field that they go into',
          <SavedWords
            t={t}
            replies={[{ id: 'shown', name: 'Not now', body: 'We are full. Ask us again in spring.' }]}
          />,
        ],
      ],
    },
  ]
}
