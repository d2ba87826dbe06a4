import { toFormErrors } from '../../views/components/errors.tsx'
import { PreviewStep } from '../../views/shares/consent.tsx'
import { AttributionStep, ChannelStep, type Progress, TextStep } from '../../views/shares/steps.tsx'
import { languageOptions } from '../posts/forms.ts'
import type { Refusal } from '../result.ts'
import type { MemberEnv } from '../web/environment.ts'
import { type PageContext, type PageOptions, page, seeOther, statusOf } from '../web/respond.tsx'
import { maximumPenNames } from './create-pen-name.ts'
import { readPreview } from './preview.ts'
import {
  type OwnShareView,
  readChannels,
  readOfferedPictures,
  readOwnShare,
  readPenNames,
  readReaders,
  readVoiceName,
} from './queries.ts'
import { isEditable, longestAlt, longestTitle } from './rules.ts'
import { leavingPlace, previewModel } from './view-models.ts'

type StepContext = PageContext & { readonly var: MemberEnv['Variables'] }

type StepName = 'channel' | 'attribution' | 'text' | 'preview'

/** The questions of a share; an answer has its channel, a new version its channel and its name. */
export function stepsOf(share: Pick<OwnShareView, 'editionId' | 'followedChannelId'>): readonly StepName[] {
  if (share.editionId !== null) return ['text', 'preview']
  if (share.followedChannelId !== null) return ['attribution', 'text', 'preview']
  return ['channel', 'attribution', 'text', 'preview']
}

/** The share, if it is hers, can be changed, and has this question. */
export async function readStep(c: StepContext, step: StepName): Promise<OwnShareView | undefined> {
  const share = await readOwnShare(c.var.ctx, c.req.param('shareId') ?? '')
  return share && isEditable(share.state) && stepsOf(share).includes(step) ? share : undefined
}

function progressOf(share: OwnShareView, step: StepName): Progress {
  const steps = stepsOf(share)
  return { step: steps.indexOf(step) + 1, of: steps.length }
}

interface Answered {
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

function stepOptions(c: StepContext, share: OwnShareView, step: StepName, answered: Answered): PageOptions {
  const steps = stepsOf(share)
  const before = steps[steps.indexOf(step) - 1]
  return {
    place: leavingPlace(c.var.t, 'draft'),
    back: { href: before === undefined ? `/shares/${share.id}` : `/share/${share.id}/${before}` },
    status: answered.refusals === undefined ? 200 : statusOf(answered.refusals),
  }
}

export async function channelPage(c: StepContext, share: OwnShareView, answered: Answered & { value?: string }) {
  const { ctx, t } = c.var
  return page(
    c,
    stepOptions(c, share, 'channel', answered),
    <ChannelStep
      t={t}
      shareId={share.id}
      progress={progressOf(share, 'channel')}
      channels={await readChannels(ctx)}
      value={answered.value ?? share.channelId ?? undefined}
      errors={toFormErrors(t, answered.refusals ?? [])}
    />,
  )
}

export async function attributionPage(
  c: StepContext,
  share: OwnShareView,
  answered: Answered & { value?: string; name?: string },
) {
  const { ctx, t } = c.var
  const penNames = await readPenNames(ctx)
  return page(
    c,
    stepOptions(c, share, 'attribution', answered),
    <AttributionStep
      t={t}
      shareId={share.id}
      progress={progressOf(share, 'attribution')}
      voiceName={await readVoiceName(ctx)}
      penNames={penNames}
      mayMakeNew={penNames.length < maximumPenNames}
      value={answered.value ?? share.penNameActorId ?? 'voice'}
      penName={answered.name}
      errors={toFormErrors(t, answered.refusals ?? [])}
    />,
  )
}

export async function textPage(
  c: StepContext,
  share: OwnShareView,
  answered: Answered & { typed?: { readonly chosen: readonly string[]; altOf(mediaId: string): string } },
) {
  const { ctx, t, community } = c.var
  const { typed } = answered
  const offered = await readOfferedPictures(ctx, share)
  const pictures = offered.map((picture) =>
    typed === undefined
      ? picture
      : {
          ...picture,
          chosen: typed.chosen.includes(picture.mediaId),
          alt: typed.altOf(picture.mediaId),
        },
  )
  return page(
    c,
    stepOptions(c, share, 'text', answered),
    <TextStep
      t={t}
      shareId={share.id}
      progress={progressOf(share, 'text')}
      title={share.title}
      body={share.body}
      language={share.language}
      languages={languageOptions(community, share.language)}
      pictures={pictures}
      longest={{ title: longestTitle, alt: longestAlt }}
      errors={toFormErrors(t, answered.refusals ?? [])}
    />,
  )
}

export async function previewPage(c: StepContext, share: OwnShareView, answered: Answered) {
  const { ctx, t } = c.var
  const preview = await readPreview(ctx, share.id)
  if (!preview) return seeOther(c, `/share/${share.id}/${share.body === '' ? 'text' : 'channel'}`)
  return page(
    c,
    stepOptions(c, share, 'preview', answered),
    <PreviewStep
      t={t}
      shareId={share.id}
      progress={progressOf(share, 'preview')}
      preview={previewModel(preview, await readReaders(ctx, preview.target))}
      previewHash={preview.hash}
      errors={toFormErrors(t, answered.refusals ?? [])}
    />,
  )
}
