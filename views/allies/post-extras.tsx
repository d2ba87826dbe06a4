import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { SummaryList } from '../components/lists.tsx'
import { Notice } from '../components/messages.tsx'
import { Moment } from '../components/time.tsx'

export interface AlliedPollModel {
  readonly multiple: boolean
  readonly closed: boolean
  readonly endsAt: Date | null
  readonly voters: number | null
  readonly options: readonly { readonly name: string; readonly votes: number | null }[]
}

export interface AlliedEventModel {
  readonly startsAt: Date
  readonly endsAt: Date | null
  readonly place: string
  readonly cancelled: boolean
}

export interface AlliedExtrasModel {
  readonly poll?: AlliedPollModel
  readonly event?: AlliedEventModel
  readonly links: readonly {
    readonly kind: 'video' | 'audio' | 'page'
    readonly url: string
    readonly name: string
    readonly host: string
  }[]
  readonly likes: number
  readonly dislikes: number
  readonly isPinned: boolean
  readonly lostPictures: boolean
}

/** What an ally's post holds besides words and pictures: to look at, for taking part would say who she is. */
export const AlliedExtras: FC<{
  t: Translator
  extras: AlliedExtrasModel
  lang?: string | undefined
}> = ({ t, extras, lang }) => {
  const { poll, event, links, likes, dislikes, lostPictures } = extras
  return (
    <>
      {event && <AlliedEvent t={t} event={event} />}
      {poll && <AlliedPoll t={t} poll={poll} lang={lang} />}
      {lostPictures && <p class="soft">{t('allies.post.pictureDropped')}</p>}
      {links.length > 0 && (
        <div>
          <p class="soft">{t('allies.post.points')}</p>
          <ul>
            {links.map(({ kind, url, name, host }) => (
              <li>
                <a href={url} rel="nofollow noopener noreferrer">
                  {t(`allies.post.points.${kind}`, { host })}
                </a>
                {name !== '' && (
                  <>
                    : <bdi>{name}</bdi>
                  </>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      {likes + dislikes > 0 && (
        <p class="soft">
          {likes > 0 && t('allies.post.likes', { count: likes })}
          {likes > 0 && dislikes > 0 && ' · '}
          {dislikes > 0 && t('allies.post.dislikes', { count: dislikes })}
        </p>
      )}
    </>
  )
}

const AlliedPoll: FC<{ t: Translator; poll: AlliedPollModel; lang?: string | undefined }> = (props) => {
  const { t, poll, lang } = props
  const { options, multiple, closed, endsAt, voters } = poll
  const most = Math.max(1, ...options.map(({ votes }) => votes ?? 0))
  return (
    <section class="poll stack" aria-label={t('allies.poll.title')}>
      <p>
        <strong>{t('allies.poll.title')}</strong>
      </p>
      <table class="poll__results">
        <caption class="visually-hidden">{t('poll.results')}</caption>
        {options.map(({ name, votes }) => (
          <tr>
            <th scope="row" lang={lang} dir="auto">
              {name}
            </th>
            {votes !== null && (
              <td>
                <meter min={0} max={most} value={votes} aria-hidden="true" />
                {t('allies.poll.votes', { count: votes })}
              </td>
            )}
          </tr>
        ))}
      </table>
      {multiple && <p class="soft">{t('allies.poll.multiple')}</p>}
      {voters !== null && <p class="soft">{t('allies.poll.voters', { count: voters })}</p>}
      {endsAt !== null && (
        <p class="soft">
          {t(closed ? 'allies.poll.ended' : 'allies.poll.ends')} <Moment t={t} at={endsAt} />
        </p>
      )}
      {closed && <p class="soft">{t('allies.poll.closed')}</p>}
      <p class="soft">{t('allies.poll.readOnly')}</p>
    </section>
  )
}

const AlliedEvent: FC<{ t: Translator; event: AlliedEventModel }> = ({ t, event }) => {
  const { startsAt, endsAt, place, cancelled } = event
  return (
    <section class="stack" aria-label={t('allies.event.title')}>
      {cancelled && (
        <Notice tone="warning">
          <p>{t('allies.event.cancelled')}</p>
        </Notice>
      )}
      <SummaryList
        t={t}
        rows={[
          { label: t('allies.event.begins'), value: <Moment t={t} at={startsAt} /> },
          ...(endsAt === null
            ? []
            : [{ label: t('allies.event.ends'), value: <Moment t={t} at={endsAt} /> }]),
          ...(place === '' ? [] : [{ label: t('allies.event.place'), value: place }]),
        ]}
      />
      <p class="soft">{t('allies.event.readOnly')}</p>
    </section>
  )
}
