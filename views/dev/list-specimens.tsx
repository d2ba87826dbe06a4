import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from '../components/button.tsx'
import {
  LinkList,
  Pagination,
  ReceiptList,
  type ReceiptModel,
  ReceiptRow,
  SummaryList,
} from '../components/lists.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { ShowMore } from '../components/show-more.tsx'
import { Tag } from '../components/text.tsx'
import { nowhere, type Specimen } from './specimen.ts'

/** Rows. */
export const listSpecimens = (t: Translator, now: Date): readonly Specimen[] => {
  const receipts: readonly ReceiptModel[] = [
    { server: 'one.example', state: 'confirmed', on: now },
    { server: 'two.example', state: 'asked', on: now },
    { server: 'three.example', state: 'unreachable', nextTry: new Date(now.getTime() + 7_200_000) },
    { server: 'four.example', state: 'waiting' },
  ]
  return [
    {
      name: 'LinkList',
      states: [
        [
          'Places to go: the whole row is the link',
          <LinkList
            items={[
              { href: nowhere, title: 'Breakfast', text: '43 members read here', icon: 'users' },
              { href: nowhere, title: 'Books', icon: 'users', tag: <Tag tone="community">12 new posts</Tag> },
              { href: nowhere, title: 'A group whose name is longer than any telephone is wide' },
            ]}
          />,
        ],
      ],
    },
    {
      name: 'SummaryList',
      states: [
        [
          'Answers to check',
          <SummaryList
            t={t}
            rows={[
              { label: 'Name', value: 'Luz', change: { href: nowhere, label: 'Name' } },
              { label: 'Who told you about us?', value: 'A friend' },
            ]}
          />,
        ],
      ],
    },
    {
      name: 'ReceiptList',
      states: [['What is known of each server', <ReceiptList t={t} now={now} receipts={receipts} />]],
    },
    {
      name: 'ReceiptRow',
      states: [
        [
          'One of them',
          <ul class="receipts">
            <ReceiptRow t={t} now={now} receipt={{ server: 'one.example', state: 'asked', on: now }} />
          </ul>,
        ],
      ],
    },
    {
      name: 'Pagination',
      states: [['In the middle of many', <Pagination t={t} older={nowhere} newer={nowhere} />]],
    },
    {
      name: 'ShowMore',
      states: [['Below a list that comes in pages', <ShowMore t={t} older={nowhere} id="more-shown" />]],
    },
    {
      name: 'QueueItem',
      states: [
        [
          'Waits for a moderator',
          <QueueItem
            t={t}
            now={now}
            id="queue-shown"
            kind="Flag"
            title="Rosa Quispe in Breakfast"
            since={now}
            reason="“It names a street.”"
            actions={
              <>
                <Button href={nowhere}>Keep</Button>
                <Button kind="danger" href={nowhere}>
                  Remove
                </Button>
              </>
            }
          >
            <p>What she wrote, with what stands around it.</p>
          </QueueItem>,
        ],
      ],
    },
  ]
}
