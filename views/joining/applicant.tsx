import type { FC } from 'hono/jsx'
import { isLocale, type Translator } from '../../src/i18n/translator.ts'
import { languageNames } from '../components/language-switch.tsx'
import { Time } from '../components/time.tsx'

export interface ApplicantModel {
  readonly id: string
  readonly displayName: string | null
  readonly locale: string
  readonly createdAt: Date
  readonly isInvited: boolean
  readonly invitedBy: string | null
  readonly previousDecidedAt: Date | null
  readonly previousReason: string | null
  readonly namesVoucher: boolean
  readonly isVoucherKnown: boolean
  readonly voucher: string | null
  readonly voucherAnswer: 'yes' | 'no' | 'unsure' | null
  readonly approvals: number
  readonly isApprovedByMe: boolean
  readonly isYesEnough: boolean
  readonly answers: readonly { readonly prompt: string; readonly answer: string }[]
}

/** What is known of an applicant beside her answers. */
export const ApplicantFacts: FC<{ t: Translator; applicant: ApplicantModel }> = ({ t, applicant }) => {
  const { locale, isInvited, invitedBy, previousDecidedAt, previousReason } = applicant
  return (
    <>
      {isLocale(locale) && <p>{t('joining.decide.language', { language: languageNames[locale] })}</p>}
      {isInvited && <p>{t('joining.decide.invitedBy', { name: invitedBy ?? t('joining.aMember') })}</p>}
      {applicant.namesVoucher && <p>{voucherLine(t, applicant)}</p>}
      {previousDecidedAt && (
        <p>
          {t('joining.decide.before')} <Time t={t} at={previousDecidedAt} />
          {': '}
          <q dir="auto">{previousReason}</q>
        </p>
      )}
      {applicant.approvals > 0 && (
        <p>
          <strong>
            {applicant.isApprovedByMe ? t('joining.decide.approvedByMe') : t('joining.decide.approvedByOne')}
          </strong>
        </p>
      )}
    </>
  )
}

function voucherLine(t: Translator, applicant: ApplicantModel): string {
  const { isVoucherKnown, voucher, voucherAnswer } = applicant
  if (!isVoucherKnown) return t('joining.decide.voucher.unknown')
  return t(`joining.decide.voucher.${voucherAnswer ?? 'waiting'}`, { name: voucher ?? t('joining.aMember') })
}

/** What she answered. */
export const ApplicantAnswers: FC<{ t: Translator; answers: ApplicantModel['answers'] }> = ({
  t,
  answers,
}) => (
  <>
    <dl class="summary-list">
      {answers.map(({ prompt, answer }) => (
        <div class="summary-list__row">
          <dt dir="auto">{prompt}</dt>
          <dd class="summary-list__value" dir="auto">
            {answer}
          </dd>
        </div>
      ))}
    </dl>
    {answers.length === 0 && <p class="soft">{t('joining.decide.noAnswers')}</p>}
  </>
)
