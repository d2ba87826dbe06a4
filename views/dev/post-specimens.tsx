import type { Translator } from '../../src/i18n/translator.ts'
import { markSafe } from '../../src/safe-html.ts'
import { Attachments } from '../components/attachments.tsx'
import { Comment, CommentArticle, type CommentModel, Comments } from '../components/comment.tsx'
import { Pictures } from '../components/picture.tsx'
import { PostCard, type PostCardModel, PostLabels } from '../components/post-card.tsx'
import { ReactionBar, type ReactionsModel } from '../components/reaction-bar.tsx'
import { ReadBy } from '../components/reader.tsx'
import { nowhere, type Specimen } from './specimen.ts'

const body = markSafe('<p>Shall we bring the blue chairs on Thursday? There is room for twelve.</p>')
const attachments = [
  { href: nowhere, kind: 'document', name: 'House rules', byteLength: 48_000, seconds: null, transcript: '' },
  { href: nowhere, kind: 'voice', name: '', byteLength: 90_000, seconds: 14, transcript: 'I will be late.' },
] as const
/** No file: the page asks nothing of the network for it. */
const picture = { src: '', width: 640, height: 360, alt: 'Blue chairs in a garden', byteLength: 84_000 }

/** What women write, and what is said below it. */
export const postSpecimens = (t: Translator, now: Date): readonly Specimen[] => {
  const at = new Date(now.getTime() - 7_200_000)
  const post: PostCardModel = {
    id: 'post-shown',
    href: nowhere,
    author: { name: 'Rosa Quispe' },
    at,
    body,
    comments: 3,
  }
  const reactions: ReactionsModel = { action: nowhere, mine: 'hug', given: [{ kind: 'hug', count: 2 }] }
  const comment = (id: string): CommentModel => ({
    id,
    author: { name: 'Maj Etta' },
    at,
    body,
    replyHref: nowhere,
  })
  return [
    {
      name: 'PostCard',
      states: [
        ['In a list', <PostCard t={t} now={now} post={post} />],
        [
          'With a title, labels and new comments',
          <PostCard
            t={t}
            now={now}
            post={{
              ...post,
              id: 'post-titled',
              title: 'Chairs for Thursday',
              unread: 2,
              labels: [{ text: 'Question', tone: 'community' }],
              where: { name: 'Breakfast', href: nowhere },
            }}
          />,
        ],
        [
          'Without a name',
          <PostCard
            t={t}
            now={now}
            post={{
              ...post,
              id: 'post-unnamed',
              author: { name: t('post.author.anonymous'), isUnnamed: true },
            }}
          />,
        ],
      ],
    },
    {
      name: 'PostLabels',
      states: [['Kinds and states', <PostLabels id="labels-shown" labels={[{ text: 'Pinned' }]} />]],
    },
    {
      name: 'Pictures',
      states: [
        [
          'Fetched when asked for',
          <ReadBy reader={{ languages: [], picturesOnTap: true }}>
            <Pictures t={t} pictures={[picture]} />
          </ReadBy>,
        ],
      ],
    },
    {
      name: 'Attachments',
      states: [['A document and a voice', <Attachments t={t} attachments={attachments} />]],
    },
    { name: 'ReactionBar', states: [['Hers is pressed', <ReactionBar t={t} reactions={reactions} />]] },
    { name: 'Comment', states: [['Alone', <Comment t={t} now={now} comment={comment('comment-alone')} />]] },
    {
      name: 'CommentArticle',
      states: [
        [
          'Deleted: its place is kept',
          <CommentArticle
            t={t}
            now={now}
            comment={{ ...comment('comment-gone'), body: undefined, replyHref: undefined }}
          />,
        ],
      ],
    },
    {
      name: 'Comments',
      states: [
        [
          'With answers',
          <Comments
            t={t}
            now={now}
            comments={[
              { ...comment('comment-first'), replies: [{ ...comment('comment-second'), reactions }] },
            ]}
          />,
        ],
      ],
    },
  ]
}
