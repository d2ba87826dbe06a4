import type { Ctx } from '../context.ts'
import { dayOf } from '../days.ts'

/** Of ours what did not leave or was taken back or refused; one that stands elsewhere is its translator's to ask back. */
export const overOffered = ({ db }: Pick<Ctx, 'db'>, before: Date) =>
  db
    .deleteFrom('offeredTranslations')
    .where('settledOn', '<=', dayOf(before))
    .where('state', 'in', ['returned', 'refused', 'withdrawn'])

/** Of others what is settled, unless it stands in an edition or a draft: who offered it may still take it back. */
export const overReceived = ({ db }: Pick<Ctx, 'db'>, before: Date) =>
  db
    .deleteFrom('receivedTranslations as received')
    .where('received.settledOn', '<=', dayOf(before))
    .where('received.state', '<>', 'waiting')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('editionTexts as text')
            .select('text.offerUri')
            .whereRef('text.offerUri', '=', 'received.offerUri'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('shareTexts as text')
            .select('text.offerUri')
            .whereRef('text.offerUri', '=', 'received.offerUri'),
        ),
      ),
    )
