import { eventually, expectStatus, linkTo, openPage, proposeShare, publish } from './gestures.ts'
import type { StoryPlace } from './story-place.ts'
import type { Visitor } from './visitor.ts'

/** Longer moves of the story, made of gestures. */

/** A moderator enters an address, sees what was found, and follows it. */
export async function follow(moderator: Visitor, address: string): Promise<void> {
  const page = await openPage(moderator, '/allies/follow')
  const found = expectStatus(await moderator.submit(page.form('/allies/follow'), { address }), 200)
  expectStatus(await moderator.submit(found.form('/allies/follow/confirm')), 200)
}

/** The owner's moderators accept the request that has come from a host. */
export async function letFollowerIn(moderator: Visitor, host: string): Promise<void> {
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
export async function openAllied(place: StoryPlace, title: string) {
  const allies = await openPage(place.member, '/allies')
  return openPage(place.member, linkTo(allies, '/allies/posts/', title))
}

/** True when a row of the receipts names a host and carries the state "confirmed". */
export const isConfirmed = (html: string, host: string): boolean =>
  html.split('data-state=').some((row) => row.startsWith('"confirmed"') && row.slice(0, 2_000).includes(host))

/** True when a row of the receipts names a host that does not answer and will be asked again. */
export const isStillTried = (html: string, host: string): boolean =>
  html
    .split('data-state=')
    .some((row) => row.startsWith('"unreachable"') && row.slice(0, 2_000).includes(host))

export interface PublishedWish {
  readonly postId: string
  readonly channel: string
  readonly title: string
  readonly text: string
}

/** A member shares a post of hers and a moderator publishes it; returns the page of her share. */
export async function shareOut(
  place: Pick<StoryPlace, 'member' | 'moderator'>,
  wish: PublishedWish,
): Promise<string> {
  const { postId, channel, title, text } = wish
  const { path } = await proposeShare(place.member, { start: `/share/new/${postId}`, channel, title, text })
  await publish(place.moderator, title)
  return path
}

/** Takes back what a share's page is about. */
export async function takeBack(member: Visitor, sharePath: string): Promise<void> {
  const share = await openPage(member, sharePath)
  const path = linkTo(share, '/editions/')
  const confirm = await openPage(member, path)
  expectStatus(await member.submit(confirm.form(path)), 200)
}

/** A moderator stops following a channel. */
export async function leaveChannel(moderator: Visitor, name: string): Promise<void> {
  const channels = await openPage(moderator, '/allies/channels')
  const paths = channels
    .links()
    .map(({ href }) => new URL(href).pathname)
    .filter((path) => path.startsWith('/allies/channels/') && path.endsWith('/leave'))
  for (const path of paths) {
    const leave = await openPage(moderator, path)
    if (leave.words.includes(name)) expectStatus(await moderator.submit(leave.form(path)), 200)
  }
}

/** The owner's moderators take a follower's access to a channel away. */
export async function removeFollower(moderator: Visitor, channel: string, host: string): Promise<void> {
  const channels = await openPage(moderator, '/channels')
  const list = channels
    .links()
    .find(({ href, text }) => href.endsWith('/followers') && text.includes(channel))
  if (!list) throw new Error(`nobody can see who follows ${channel}`)
  const followers = await openPage(moderator, new URL(list.href).pathname)
  for (const { href } of followers.links()) {
    const { pathname } = new URL(href)
    if (!pathname.endsWith('/remove')) continue
    const confirm = await openPage(moderator, pathname)
    if (confirm.words.includes(host)) expectStatus(await moderator.submit(confirm.form(pathname)), 200)
  }
}
