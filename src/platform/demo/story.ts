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
import type { Visitor } from './visitor.ts'

/** A community as the story sees it: two people with browsers. */
export interface StoryPlace {
  readonly name: string
  readonly origin: string
  readonly moderator: Visitor
  readonly member: Visitor
}

export interface StoryWorld {
  readonly bolivia: StoryPlace
  readonly sweden: StoryPlace
  readonly indonesia: StoryPlace
}

export interface StoryStep {
  readonly name: string
  run(): Promise<void>
}

const texts = {
  bolivia: {
    post: 'Mi lista para ir a la consulta: qué me duele, qué tomo, qué **no** quiero que anoten. Ir con una amiga.',
    title: 'Una lista para ir a la consulta',
    out: 'Qué me duele y desde cuándo. Qué remedios tomo. Qué no quiero que anoten. Y siempre: ir acompañada.',
    newer:
      'Qué me duele y desde cuándo. Qué remedios tomo. Qué no quiero que anoten. Ir acompañada, y pedir copia.',
    open: 'Los desayunos: por qué nos juntamos',
    openText: 'Nos juntamos a desayunar una vez por semana. Nadie pregunta nada. Así empezó todo.',
  },
  sweden: {
    title: 'Tack för listan',
    answer: 'Tack! Vi lägger till en rad: be dem läsa upp vad de har skrivit innan du går.',
    local: 'Den här listan vill jag ha på kylskåpet.',
  },
} as const

/**
 * The main job, from a closed group to three communities and back, as browsers without JavaScript do it. Each step
 * leaves behind what the next one needs; a step throws when something is not as promised.
 */
export function tellStory({ bolivia, sweden, indonesia }: StoryWorld): StoryStep[] {
  const host = new URL(bolivia.origin).host
  const followers = [sweden, indonesia]
  const memory = { post: '', share: '', answer: '' }
  const seenAt = (place: StoryPlace, words: string) =>
    eventually(`"${words}" at ${place.name}`, async () => {
      const allies = await openPage(place.member, '/allies')
      return allies.words.includes(words) ? allies : undefined
    })

  return [
    {
      name: 'a member writes in a closed group',
      run: async () => {
        memory.post = await writePost(bolivia.member, texts.bolivia.post)
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
        })
      },
    },
    {
      name: 'a moderator publishes it',
      run: () => publish(bolivia.moderator, texts.bolivia.title),
    },
    {
      name: 'it appears at both allies, under "Allies"',
      run: async () => {
        for (const place of followers) await seenAt(place, texts.bolivia.title)
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
        await proposeShare(bolivia.member, {
          start: `/share/new/${post.split('/').at(-1)}`,
          channel: 'Boletín',
          title: texts.bolivia.open,
          text: texts.bolivia.openText,
        })
        await publish(bolivia.moderator, texts.bolivia.open)
        for (const place of followers) await seenAt(place, texts.bolivia.open)
        expectWords(await openPage(bolivia.member, '/c/boletin'), texts.bolivia.open)
      },
    },
    {
      name: 'one of the allies stops following',
      run: async () => {
        const channels = await openPage(indonesia.moderator, '/allies/channels')
        const paths = channels
          .links()
          .map(({ href }) => new URL(href).pathname)
          .filter((path) => path.startsWith('/allies/channels/') && path.endsWith('/leave'))
        for (const path of paths) {
          const leave = await openPage(indonesia.moderator, path)
          if (leave.words.includes('Aliadas'))
            expectStatus(await indonesia.moderator.submit(leave.form(path)), 200)
        }
        const { words } = await openPage(indonesia.member, '/allies')
        if (words.includes(texts.bolivia.title))
          throw new Error('what came from a channel stays after leaving it')
      },
    },
    {
      name: 'she takes it back; it vanishes at the allies, also where nobody follows any more',
      run: async () => {
        const share = await openPage(bolivia.member, memory.share)
        const path = linkTo(share, '/editions/')
        const confirm = await openPage(bolivia.member, path)
        expectStatus(await bolivia.member.submit(confirm.form(path)), 200)
        await eventually('a receipt of every server', async () => {
          const receipts = await openPage(bolivia.member, memory.share)
          return followers.every(({ origin }) => confirmed(receipts.text, new URL(origin).host))
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
  ]
}

async function follow(moderator: Visitor, address: string): Promise<void> {
  const page = await openPage(moderator, '/allies/follow')
  const found = expectStatus(await moderator.submit(page.form('/allies/follow'), { address }), 200)
  expectStatus(await moderator.submit(found.form('/allies/follow/confirm')), 200)
}

async function letFollowerIn(moderator: Visitor, host: string): Promise<void> {
  const path = await eventually(`${host} to ask`, async () => {
    const queue = await openPage(moderator, '/queue')
    for (const { href } of queue.links()) {
      const { pathname } = new URL(href)
      if (!pathname.startsWith('/queue/followers/')) continue
      const request = await openPage(moderator, pathname)
      if (request.words.includes(host)) return pathname
    }
    return undefined
  })
  const request = await openPage(moderator, path)
  expectStatus(await moderator.submit(request.form(`${path}/accept`)), 200)
}

/** The page of an ally's post under "Allies". */
async function openAllied(place: StoryPlace, title: string) {
  const allies = await openPage(place.member, '/allies')
  return openPage(place.member, linkTo(allies, '/allies/posts/', title))
}

/** A row of the receipts that names a host and carries the state "confirmed". */
const confirmed = (html: string, host: string): boolean =>
  html.split('data-state=').some((row) => row.startsWith('"confirmed"') && row.slice(0, 2_000).includes(host))
