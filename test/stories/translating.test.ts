import { it } from 'vitest'
import { startNewVersion } from '../../src/channels/start-new-version.ts'
import { receiveTranslation } from '../../src/translations/receive-translation.ts'
import { languageNames } from '../../views/components/language-switch.tsx'
import { createAlliedCommunity, done, publish, remoteChannel, remoteObject } from '../allies/support.ts'
import { describeStory } from '../support/browser.ts'
import { expectPressed } from './forms-of-the-app.ts'
import { createHouse } from './house.ts'

const valley = remoteChannel('valley.example')

describeStory('texts in several languages', (open) => {
  it('are written, offered, let in and taken out again', { timeout: 180_000 }, async () => {
    const house = await createHouse('translating', open, { locale: 'es' })
    try {
      const allied = await createAlliedCommunity(house.app)
      const { id: moderatorId } = await house.app.member({ name: 'Wayra', roles: ['moderator'] })
      const member = await house.member('Killa', ['moderator'])
      const { t } = member
      await house.app.db
        .updateTable('community')
        .set({ locales: ['es', 'en', 'sv'] })
        .execute()
      const channel = 'boletin'

      // How languages go out is said on a page of the channel.
      await member.goTo(`/channels/${channel}/languages`)
      await member.choose(t('channels.languages.apart'))
      await member.press(t('channels.languages.save'))

      // Another language of her own text: a page for each.
      const own = await publish(
        { ...allied, author: { ...allied.author, id: member.memberId, ctx: member.ctx } },
        { slug: channel },
      )
      const { shareId } = done(await startNewVersion(member.ctx, { shareId: own.shareId }))
      await member.goTo(`/share/${shareId}/preview`)
      await member.follow(t('shares.languages.add'))
      await member.select(t('shares.languages.which'), languageNames.en)
      await member.fill(t('shares.text.text'), 'Breakfast at nine')
      await member.press(t('shares.languages.keep'))
      await member.sees('Breakfast at nine')
      await member.follow(t('shares.languages.change', { language: languageNames.en }))
      await member.press(t('shares.languages.remove'))
      await member.seesNot('Breakfast at nine')
      await member.goTo(`/share/${shareId}/preview`)
      await member.press(t('shares.discard'))

      // A text of an ally, offered again in another language.
      await allied.follow(valley)
      const objectUri = 'https://valley.example/ap/objects/1'
      done(await allied.bring(valley, remoteObject(objectUri, { translationsWelcome: true })))
      const { id: postId = '' } = (await allied.alliedPost(objectUri)) ?? {}
      const offer = async (option: string) => {
        await member.goTo(`/allies/posts/${postId}`)
        await member.follow(t('translations.offer.start'))
        await member.select(t('shares.languages.which'), option)
        await member.fill(t('translations.offer.yourText'), 'We walk together')
        await member.press(t('translations.offer.look'))
        await member.press(t('translations.offer.change'))
        await member.press(t('translations.offer.look'))
        await member.choose(t('translations.offer.agree'))
        await member.press(t('translations.offer.send'))
        await member.sees(t('translations.state.waiting'))
      }
      await offer(languageNames.en)
      await member.press(
        t('translations.mine.takeBack', { language: languageNames.en, channel: valley.name }),
      )
      await member.sees(t('translations.state.withdrawn'))
      // Two more, which are decided where there is no other moderator.
      await house.app.db
        .deleteFrom('memberRoles')
        .where('memberId', 'in', [moderatorId, allied.moderator.id, allied.otherModerator.id])
        .execute()
      for (const [option, summary, act] of [
        [
          languageNames.en,
          t('translations.offered.sendVerb'),
          t('translations.offered.send', { channel: valley.name }),
        ],
        [languageNames.sv, t('translations.offered.keep'), t('translations.offered.keepYes')],
      ] as const) {
        await offer(option)
        await member.goTo('/queue')
        await member.follow(t('translations.offered.title', { channel: valley.name }))
        await member.unfold(summary)
        await member.press(act)
      }

      // What an ally offers for a text of ours.
      await house.app.db.updateTable('editions').set({ translationsWelcome: true }).execute()
      const receive = async (language: string) => {
        const { ctx, activity } = allied.remoteAs('https://hill.example/ap/actors/voice')
        const object = remoteObject(`https://hill.example/ap/objects/${language}`, {
          ...{ authorUri: ctx.actor.uri, authorName: 'Hill', language, html: '<p>Together</p>' },
        })
        const editionUri = `${house.app.origin}/ap/objects/${own.editionId}`
        const inbox = 'https://hill.example/ap/inbox'
        done(await receiveTranslation(ctx, { activity, editionUri, object, inbox }))
      }
      for (const [language, summary, act] of [
        ['en', t('translations.received.acceptVerb'), t('translations.received.accept')],
        ['sv', t('translations.received.refuse'), t('translations.received.refuseYes')],
      ] as const) {
        await receive(language)
        const community = 'Hill (hill.example)'
        const { name } = await house.app.db
          .selectFrom('channels')
          .innerJoin('actors', 'actors.id', 'channels.actorId')
          .select('actors.name')
          .where('channels.slug', '=', channel)
          .executeTakeFirstOrThrow()
        await member.goTo('/queue')
        await member.follow(t('translations.received.title', { name: community, channel: name }))
        await member.unfold(summary)
        await member.press(act)
      }
      await member.goTo(`/editions/${own.editionId}?language=en`)
      await member.sees(t('reading.translatedBy', { community: 'Hill (hill.example)' }))
      await member.press(
        t('translations.remove', { language: languageNames.en, community: 'Hill (hill.example)' }),
      )
      await member.seesNot('Together')
      expectPressed('translating', house.sent)
    } finally {
      await house.close()
    }
  })
})
