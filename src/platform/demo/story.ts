import { drawPicture } from './draw-picture.ts'
import {
  eventually,
  expectStatus,
  expectWords,
  findLink,
  finishShare,
  linkTo,
  openPage,
  proposeShare,
  publish,
  writePost,
} from './gestures.ts'
import {
  follow,
  isConfirmed,
  isStillTried,
  leaveChannel,
  letFollowerIn,
  openAllied,
  removeFollower,
  shareOut,
  takeBack,
} from './story-moves.ts'
import type { StoryPlace, StoryStep, StoryWorld } from './story-place.ts'
import { texts } from './story-texts.ts'

/**
 * The main job, from a closed group to three communities and back, as browsers without JavaScript do it. Each step
 * leaves behind what the next one needs; a step throws when something is not as promised.
 */
export function tellStory({ bolivia, sweden, indonesia }: StoryWorld): StoryStep[] {
  const host = new URL(bolivia.origin).host
  const followers = [sweden, indonesia]
  const memory = { post: '', share: '', answer: '', open: '' }
  const seenAt = (place: StoryPlace, words: string) =>
    eventually(`"${words}" at ${place.name}`, async () => {
      const allies = await openPage(place.member, '/allies')
      return allies.words.includes(words) ? allies : undefined
    })

  return [
    {
      name: 'a member writes in a closed group, with a picture',
      run: async () => {
        const bytes = await drawPicture('a list on paper')
        const picture = new File([bytes], 'Un tejido de franjas.png', { type: 'image/png' })
        memory.post = await writePost(bolivia.member, texts.bolivia.post, picture)
      },
    },
    {
      name: 'two communities follow the open and the allied channel',
      run: async () => {
        // A handle, or the address of the public page: both are what people copy from somewhere.
        await follow(sweden.moderator, `@boletin@${host}`)
        await follow(indonesia.moderator, `${bolivia.origin}/c/boletin`)
        for (const place of followers) await follow(place.moderator, `@aliadas@${host}`)
      },
    },
    {
      name: 'the owner’s moderators let them in, warned of a first follower',
      run: async () => {
        for (const place of followers) await letFollowerIn(bolivia.moderator, new URL(place.origin).host)
        for (const place of followers)
          await eventually(`${place.name} to follow both channels`, async () => {
            const { words } = await openPage(place.moderator, '/allies/channels')
            return words.includes('Aliadas') && words.includes('Boletín') ? true : undefined
          })
      },
    },
    {
      name: 'she proposes to share it, sees exactly what goes out, and consents',
      run: async () => {
        const id = memory.post.split('/').at(-1)
        const proposed = await proposeShare(bolivia.member, {
          start: `/share/new/${id}`,
          channel: 'Aliadas',
          penName: 'Hilo de agua',
          title: texts.bolivia.title,
          text: texts.bolivia.out,
          withPictures: true,
        })
        memory.share = proposed.path
      },
    },
    {
      name: 'a moderator reviews the same preview and returns it with a word; she sends it again',
      run: async () => {
        const queue = await openPage(bolivia.moderator, '/queue')
        const path = linkTo(queue, '/queue/shares/', texts.bolivia.title)
        const review = expectWords(await openPage(bolivia.moderator, path), texts.bolivia.out)
        const note = '¿Le ponemos un título más corto?'
        expectStatus(await bolivia.moderator.submit(review.form(`${path}/return`), { note }), 200)
        const share = expectWords(await openPage(bolivia.member, memory.share), note)
        const again = await openPage(
          bolivia.member,
          linkTo(share, memory.share.replace('/shares/', '/share/')),
        )
        await finishShare(bolivia.member, again, {
          channel: 'Aliadas',
          title: texts.bolivia.title,
          text: texts.bolivia.out,
          withPictures: true,
        })
      },
    },
    {
      name: 'a moderator publishes it',
      run: () => publish(bolivia.moderator, texts.bolivia.title),
    },
    {
      name: 'it appears at both allies under "Allies", picture and all',
      run: async () => {
        for (const place of followers) {
          await seenAt(place, texts.bolivia.title)
          await eventually(`the picture at ${place.name}`, async () => {
            const { text } = await openAllied(place, texts.bolivia.title)
            const src = /<img[^>]*src="(\/media\/[^"]+)"/.exec(text)?.[1]
            return src === undefined ? undefined : expectStatus(await place.member.get(src), 200)
          })
        }
      },
    },
    {
      name: 'comments there stay there',
      run: async () => {
        const thread = await openAllied(sweden, texts.bolivia.title)
        const path = new URL(thread.url).pathname
        const after = await sweden.member.submit(thread.form(`${path}/comments`), {
          text: texts.sweden.local,
        })
        expectWords(expectStatus(after, 200), texts.sweden.local)
      },
    },
    {
      name: 'a member there answers to the channel, and it is reviewed at home',
      run: async () => {
        const thread = await openAllied(sweden, texts.bolivia.title)
        const proposed = await proposeShare(sweden.member, {
          start: linkTo(thread, '/share/answer/'),
          title: texts.sweden.title,
          text: texts.sweden.answer,
        })
        memory.answer = proposed.path
        await publish(sweden.moderator, texts.sweden.title)
      },
    },
    {
      name: 'the owner’s moderators accept the answer; followers everywhere see it',
      run: async () => {
        const path = await eventually('the answer in the queue', async () =>
          findLink(await openPage(bolivia.moderator, '/queue'), '/queue/comments/'),
        )
        const comment = expectWords(await openPage(bolivia.moderator, path), texts.sweden.answer)
        expectStatus(await bolivia.moderator.submit(comment.form(`${path}/accept`)), 200)
        await eventually('the answer in Indonesia', async () => {
          const thread = await openAllied(indonesia, texts.bolivia.title)
          if (thread.words.includes(texts.sweden.local))
            throw new Error('a local comment has left its community')
          return thread.words.includes(texts.sweden.answer) ? true : undefined
        })
      },
    },
    {
      name: 'a new version goes through the same review and reaches them',
      run: async () => {
        const share = await openPage(bolivia.member, memory.share)
        const start = await bolivia.member.submit(share.form(`${memory.share}/versions`))
        const { path } = await finishShare(bolivia.member, start, {
          title: texts.bolivia.title,
          text: texts.bolivia.newer,
        })
        await publish(bolivia.moderator, texts.bolivia.title)
        memory.share = path
        for (const place of followers)
          await eventually(`the new version at ${place.name}`, async () => {
            const thread = await openAllied(place, texts.bolivia.title)
            return thread.words.includes('pedir copia') ? true : undefined
          })
      },
    },
    {
      name: 'another post goes out in the open channel, on a public page',
      run: async () => {
        const post = await writePost(bolivia.member, texts.bolivia.openText)
        memory.open = await shareOut(bolivia, {
          postId: post.split('/').at(-1) ?? '',
          channel: 'Boletín',
          title: texts.bolivia.open,
          text: texts.bolivia.openText,
        })
        for (const place of followers) await seenAt(place, texts.bolivia.open)
        expectWords(await openPage(bolivia.member, '/c/boletin'), texts.bolivia.open)
      },
    },
    {
      name: 'one of the allies stops following',
      run: async () => {
        await leaveChannel(indonesia.moderator, 'Aliadas')
        const { words } = await openPage(indonesia.member, '/allies')
        if (words.includes(texts.bolivia.title))
          throw new Error('what came from a channel stays after leaving it')
      },
    },
    {
      name: 'she takes it back; it vanishes at the allies, also where nobody follows any more',
      run: async () => {
        await takeBack(bolivia.member, memory.share)
        await eventually('a receipt of every server', async () => {
          const receipts = await openPage(bolivia.member, memory.share)
          return followers.every(({ origin }) => isConfirmed(receipts.text, new URL(origin).host))
            ? true
            : undefined
        })
        for (const place of followers) {
          const { words } = await openPage(place.member, '/allies')
          if (words.includes(texts.bolivia.title))
            throw new Error(`${place.name} still shows what was taken back`)
        }
      },
    },
    {
      name: 'a follower who is removed keeps nothing of the channel, and may ask again',
      run: async () => {
        const post = await writePost(bolivia.member, texts.bolivia.second)
        await shareOut(bolivia, {
          postId: post.split('/').at(-1) ?? '',
          channel: 'Aliadas',
          title: texts.bolivia.secondTitle,
          text: texts.bolivia.second,
        })
        await seenAt(sweden, texts.bolivia.secondTitle)
        await removeFollower(bolivia.moderator, 'Aliadas', new URL(sweden.origin).host)
        await eventually('nothing to be left in Sweden', async () => {
          const { words } = await openPage(sweden.member, '/allies')
          return words.includes(texts.bolivia.secondTitle) ? undefined : true
        })
        await follow(sweden.moderator, `@aliadas@${host}`)
        await letFollowerIn(bolivia.moderator, new URL(sweden.origin).host)
        await seenAt(sweden, texts.bolivia.secondTitle)
      },
    },
    ...(indonesia.outage ? outageSteps(indonesia, indonesia.outage) : []),
  ]

  function outageSteps(place: StoryPlace, outage: NonNullable<StoryPlace['outage']>): StoryStep[] {
    const absent = new URL(place.origin).host
    return [
      {
        name: 'an ally’s server is away while something is taken back: the others confirm, it is still tried',
        run: async () => {
          await outage.begin()
          await takeBack(bolivia.member, memory.open)
          await eventually('a receipt that says who is away', async () => {
            const { text } = await openPage(bolivia.member, memory.open)
            return isStillTried(text, absent) && isConfirmed(text, new URL(sweden.origin).host)
              ? true
              : undefined
          })
        },
      },
      {
        name: 'it comes back, and forgets as well',
        run: async () => {
          await outage.end()
          await eventually('the last receipt', async () => {
            const { text } = await openPage(bolivia.member, memory.open)
            return isConfirmed(text, absent) ? true : undefined
          })
        },
      },
    ]
  }
}
