import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ReactionBar, type ReactionsModel } from '../components/reaction-bar.tsx'
import { MuteButton, SaveButton } from '../reading/save-button.tsx'
import { PinButton } from './pin-button.tsx'

export interface PostActionsModel {
  /** The thread's page. */
  readonly here: string
  readonly isSaved: boolean
  readonly isMuted: boolean
  readonly reactions: ReactionsModel
  /** Only what this reader may do; the others are absent. */
  readonly editHref?: string | undefined
  readonly deleteHref?: string | undefined
  readonly removeHref?: string | undefined
  readonly shareHref?: string | undefined
  readonly flagHref?: string | undefined
  readonly historyHref?: string | undefined
  readonly contactHref?: string | undefined
  readonly personHref?: string | undefined
  readonly anonymousHref?: string | undefined
  readonly smsHref?: string | undefined
  readonly correctHref?: string | undefined
  readonly takeBackHref?: string | undefined
  /** Absent for those who do not look after the group. */
  readonly isPinned?: boolean | undefined
}

/** What can be done with a post. One thing stands out, to answer; what is rare waits behind a word. */
export const PostActions: FC<{ t: Translator; actions: PostActionsModel }> = ({ t, actions }) => (
  <>
    <ButtonRow>
      <Button icon="reply" href="#write">
        {t('post.reply')}
      </Button>
      {actions.smsHref !== undefined && (
        <Button kind="quiet" href={actions.smsHref}>
          {t('alert.sms.action')}
        </Button>
      )}
    </ButtonRow>
    <div class="cluster">
      <ReactionBar t={t} reactions={actions.reactions} />
      <SaveButton t={t} here={actions.here} isSaved={actions.isSaved} />
      <details class="more">
        <summary>{t('post.more')}</summary>
        {rareLinks(t, actions).map(({ href, text }) => (
          <a href={href}>{text}</a>
        ))}
        <div data-print={t('common.print')} />
        <MuteButton t={t} here={actions.here} isMuted={actions.isMuted} />
        {actions.isPinned !== undefined && (
          <PinButton t={t} here={actions.here} isPinned={actions.isPinned} />
        )}
      </details>
    </div>
  </>
)

const rareLinks = (t: Translator, actions: PostActionsModel): { href: string; text: string }[] => {
  const links = [
    { href: actions.shareHref, text: t('post.share') },
    { href: actions.correctHref, text: t('alert.correct.action') },
    { href: actions.editHref, text: t('common.edit') },
    { href: actions.deleteHref, text: t('common.delete') },
    { href: actions.flagHref, text: t('post.report') },
    { href: actions.removeHref, text: t('post.remove') },
    { href: actions.historyHref, text: t('post.history') },
    { href: actions.contactHref, text: t('post.contactAuthor') },
    { href: actions.personHref, text: t('post.aboutAuthor') },
    { href: actions.anonymousHref, text: t('post.aboutAnonymous') },
  ]
  return links.flatMap(({ href, text }) => (href === undefined ? [] : [{ href, text }]))
}
