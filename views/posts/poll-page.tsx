import type { FC } from 'hono/jsx'
import { PageTitle } from '../components/text.tsx'
import { Poll, type PollProps } from './poll.tsx'

/** A vote on a page of its own, when it was refused. */
export const PollPage: FC<PollProps> = (props) => (
  <>
    <PageTitle>{props.t('poll.title')}</PageTitle>
    <Poll {...props} />
  </>
)
