import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { PreviewStep, WithdrawalCodePage } from '../../views/shares/consent.tsx'
import { showCode } from '../codes.ts'
import { languageOf } from '../i18n/languages.ts'
import { languageOptions } from '../posts/forms.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { discardDraft } from './discard-draft.ts'
import { readPreview } from './preview.ts'
import { proposeShare } from './propose-share.ts'
import { type OwnShareView, readReaders } from './queries.ts'
import { progressOf, readStep, surroundingsOf } from './steps.ts'
import { leavingPlace, previewModel } from './view-models.ts'

/** Exactly what would leave, and her yes to it; or the end of the draft. */
export const consentRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/share/:shareId/preview', requireMember, async (c) => {
      const share = await readStep(c.var.ctx, c.req.param('shareId'), 'preview')
      return share ? previewPage(c, share, {}) : missingPage(c)
    })

    .post('/share/:shareId/propose', requireMember, async (c) => {
      const { ctx, t, deps } = c.var
      const shareId = c.req.param('shareId')
      const form = await readForm(c)
      const before = await readStep(ctx, shareId, 'preview')
      const result = await proposeShare(ctx, {
        shareId,
        previewHash: form.line('previewHash'),
        agreed: form.flag('agree'),
      })
      if (!result.ok) {
        const share = await readStep(c.var.ctx, c.req.param('shareId'), 'preview')
        if (!share) return refusedPage(c, result.refusals)
        return previewPage(c, share, { refusals: result.refusals })
      }
      const { withdrawalCode } = result.value
      if (withdrawalCode === undefined) return seeOther(c, `/shares/${shareId}`)
      // Answered without a redirect: the code exists nowhere but in this answer.
      return page(
        c,
        { place: leavingPlace(t, 'draft') },
        <WithdrawalCodePage
          t={t}
          shareId={shareId}
          title={t('shares.proposed.title')}
          lead={t(
            before?.attribution === 'unlinked' ? 'shares.proposed.leadUnlinked' : 'shares.proposed.lead',
          )}
          code={showCode(withdrawalCode)}
          address={`${deps.origin}/withdraw`}
        />,
      )
    })

    .post('/share/:shareId/discard', requireMember, async (c) => {
      const result = await discardDraft(c.var.ctx, { shareId: c.req.param('shareId') })
      return result.ok ? seeOther(c, '/shares?done=discarded') : refusedPage(c, result.refusals)
    })

interface Answered {
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

async function previewPage(c: MemberPageContext, share: OwnShareView, answered: Answered) {
  const { ctx, t, community } = c.var
  const preview = await readPreview(ctx, share.id)
  if (!preview) return seeOther(c, `/share/${share.id}/${share.body === '' ? 'text' : 'channel'}`)
  const written = [preview.language, ...preview.texts.map(({ language }) => languageOf(language))]
  return page(
    c,
    { ...surroundingsOf(t, share, 'preview'), status: answered.refusals ? statusOf(answered.refusals) : 200 },
    <PreviewStep
      t={t}
      shareId={share.id}
      progress={progressOf(share, 'preview')}
      preview={previewModel(preview, await readReaders(ctx, preview.target))}
      previewHash={preview.hash}
      mayAddLanguage={languageOptions(community).some(({ value }) => !written.includes(value))}
      errors={toFormErrors(t, answered.refusals ?? [])}
    />,
  )
}
