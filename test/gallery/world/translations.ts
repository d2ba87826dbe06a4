import { writeShareText } from '../../../src/channels/write-share-text.ts'
import { offerTranslation } from '../../../src/translations/offer-translation.ts'
import { previewTranslation } from '../../../src/translations/offered-text.ts'
import { receiveTranslation } from '../../../src/translations/receive-translation.ts'
import { acceptReceived } from '../../../src/translations/settle-received.ts'
import { type AlliedCommunity, remoteObject } from '../../allies/support.ts'
import { done } from '../../channels/support.ts'
import type { TestApp } from '../../support/app.ts'
import type { Allies } from './allies.ts'
import type { Residents } from './people.ts'
import type { Sharing } from './sharing.ts'

/** A share in two languages, a translation that a member offers an ally, and one of an ally in an edition of ours. */
export async function translate(
  app: TestApp,
  allied: AlliedCommunity,
  { people, allies, sharing }: { people: Residents; allies: Allies; sharing: Sharing },
): Promise<void> {
  const { marta, sol } = people
  const shareId = sharing.shares.ready
  const body = 'Varje lördag från klockan nio. Ingen frågar något. Ta med din kopp om du har en.'
  done(await writeShareText(marta.ctx, { shareId, language: 'sv', title: 'Frukost på lördagar', body }))
  await app.db
    .updateTable('alliedPosts')
    .set({ translationsWelcome: true })
    .where('id', 'in', [allies.alliedPost, allies.meeting])
    .execute()
  const { objectUri } = await app.db
    .selectFrom('alliedPosts')
    .select('objectUri')
    .where('id', '=', allies.alliedPost)
    .executeTakeFirstOrThrow()
  const words = { language: 'sv', title: 'Torsdagsbordet', body: 'Bordet är öppet **på torsdagar**.' }
  const { hash: previewHash } = await previewTranslation(words, { objectUri, origin: app.origin })
  const offered = { alliedPostId: allies.alliedPost, ...words, previewHash, agreed: true }
  done(await offerTranslation(marta.ctx, offered))
  const { published } = sharing.editions
  const { uri, version } = await app.db
    .updateTable('editions')
    .set({ translationsWelcome: true })
    .where('id', '=', published)
    .returning(['uri', 'version'])
    .executeTakeFirstOrThrow()
  for (const language of ['sv', 'id']) {
    const { ctx, activity } = allied.remoteAs('https://hill.example/ap/actors/voice')
    const object = remoteObject(`https://hill.example/ap/objects/${language}`, {
      ...{ authorUri: ctx.actor.uri, authorName: 'Kvinnorna på kullen', language },
      ...{ title: 'Så väver vi veckan', html: '<p>På lördagar äter vi frukost tillsammans.</p>' },
    })
    done(
      await receiveTranslation(ctx, {
        ...{ activity, object, editionUri: uri },
        inbox: 'https://hill.example/ap/inbox',
      }),
    )
  }
  const { id: translationId } = await app.db
    .selectFrom('receivedTranslations')
    .select('id')
    .where('language', '=', 'sv')
    .executeTakeFirstOrThrow()
  done(await acceptReceived(sol.ctx, { translationId, seen: String(version) }))
}
