import { encodeRanked } from '../../src/paging.ts'
import type { Exhibit } from './exhibit.ts'
import { pin, type World } from './world.ts'

/** States that nothing can find out by itself. */
export function namedExhibits(world: World): readonly Exhibit[] {
  return [
    ...doors(world),
    ...threads(world),
    ...groups(world),
    ...shares(world),
    ...servers(),
    ...decided(world),
    ...locks(),
    ...refused,
  ]
}

const full = { house: 'full' } as const

function doors({ joining, standing, setUpToken, sharing }: World): Exhibit[] {
  const guest = { ...full, as: 'guest' } as const
  const status = { ...guest, route: '/join/status', path: '/join/status' }
  const recovery = { ...guest, route: '/recover/status', path: '/recover/status' }
  const join = { ...guest, route: '/join/questions', path: '/join' }
  const { waiting, declined } = joining.codes
  return [
    { ...guest, route: '/away', state: 'filled', path: '/away' },
    { ...guest, route: '/invite/:token', state: 'filled', path: `/invite/${joining.inviteToken}` },
    { ...guest, route: '/invite/:token', state: 'over', path: '/invite/nothing', status: 404 },
    { ...guest, route: '/arrive/:token', state: 'filled', path: `/arrive/${joining.arrivalToken}` },
    { ...guest, route: '/arrive/:token', state: 'over', path: '/arrive/nothing', status: 404 },
    {
      house: 'unopened',
      as: 'guest',
      route: '/set-up/:token',
      state: 'filled',
      path: `/set-up/${setUpToken}`,
    },
    { ...full, as: 'unnamed', route: '/welcome', state: 'filled', path: '/welcome' },
    { ...status, state: 'waiting', send: [{ to: '/join/status', fields: { code: waiting } }] },
    { ...status, state: 'declined', send: [{ to: '/join/status', fields: { code: declined } }] },
    {
      ...status,
      state: 'unknown code',
      status: 422,
      send: [{ to: '/join/status', fields: { code: 'nothing' } }],
    },
    { ...join, state: 'first question', send: [{ to: '/join/questions', fields: {} }] },
    {
      ...recovery,
      state: 'waiting',
      send: [{ to: '/recover/status', fields: { code: standing.codes.waiting } }],
    },
    {
      ...recovery,
      state: 'agreed',
      send: [{ to: '/recover/status', fields: { code: standing.codes.agreed } }],
    },
    {
      ...{ ...guest, route: '/withdraw', path: '/withdraw', state: 'with a code' },
      send: [{ to: '/withdraw', fields: { code: sharing.withdrawalCode } }],
    },
  ]
}

function threads({ threads }: World): Exhibit[] {
  const { pictures, long, question, pollOpen, pollSecret, pollClosed, alert } = threads
  const { anonymous, onBehalf, files, spanish } = threads
  const route = '/posts/:postId'
  const states = { long, question, alert, anonymous, onBehalf, files }
  const polls = { 'open poll': pollOpen, 'secret poll': pollSecret, 'closed poll': pollClosed }
  const shown = Object.entries({ filled: pictures, ...states, ...polls }).map(
    ([state, id]): Exhibit => ({ ...full, as: 'member', route, state, path: `/posts/${id}` }),
  )
  return [
    ...shown,
    { ...full, as: 'member', route, state: 'own', path: `/posts/${spanish}` },
    {
      ...{ ...full, as: 'member', route: '/posts/:postId/edit', state: 'sent empty', status: 422 },
      ...{ path: `/posts/${spanish}/edit`, send: ['empty'] },
    },
    { ...full, as: 'moderator', route, state: 'as moderator', path: `/posts/${pictures}` },
    // It was written before she came.
    { ...full, as: 'newcomer', route, state: 'refused', path: `/posts/${question}`, status: 404 },
  ]
}

function groups({ groups }: World): Exhibit[] {
  const route = '/groups/:groupId'
  const { breakfast, evenings, lantern, quiet } = groups
  const state = (state: string, as: 'member' | 'moderator' | 'newcomer', id: string): Exhibit => ({
    ...{ ...full, route, state, as, path: `/groups/${id}` },
  })
  return [
    state('filled', 'member', breakfast),
    state('empty', 'member', quiet),
    state('hidden', 'member', lantern),
    state('looks after it', 'member', evenings),
    state('as moderator', 'moderator', breakfast),
    {
      ...full,
      as: 'newcomer',
      route: '/groups/:groupId/join',
      state: 'filled',
      path: `/groups/${evenings}/join`,
    },
  ]
}

function shares({ sharing, allies }: World): Exhibit[] {
  const own = Object.entries(sharing.shares).map(
    ([state, id]): Exhibit => ({
      ...{ ...full, as: 'member', route: '/shares/:shareId', path: `/shares/${id}` },
      state: state === 'published' ? 'filled' : state,
    }),
  )
  const { withdrawn, published } = sharing.editions
  const receipts = '/editions/:editionId/receipts'
  return [
    ...own.filter(({ state }) => ['filled', 'proposed', 'returned', 'withdrawn', 'revoked'].includes(state)),
    { ...full, as: 'member', route: receipts, state: 'filled', path: `/editions/${withdrawn}/receipts` },
    {
      ...{ ...full, as: 'member', route: '/share/reply/:answeredId', state: 'filled' },
      path: `/share/reply/${published}`,
    },
    {
      ...{ ...full, as: 'moderator', route: '/queue/remote-flags/:thingId', state: 'filled' },
      path: `/queue/remote-flags/${published}`,
    },
    {
      ...{ ...full, as: 'moderator', route: '/allies/posts/:alliedPostId/flag', state: 'before it leaves' },
      path: `/allies/posts/${allies.alliedPost}/flag`,
      send: [{ to: `/allies/posts/${allies.alliedPost}/flag`, fields: { words: 'This sells something.' } }],
    },
    {
      ...full,
      as: 'moderator',
      route: '/editions/:editionId',
      state: 'filled',
      path: `/editions/${published}`,
    },
    {
      ...{ ...full, as: 'member', route: '/allies/posts/:alliedPostId', state: 'filled' },
      path: `/allies/posts/${allies.alliedPost}`,
    },
    {
      ...{ ...full, as: 'member', route: '/share/:shareId/preview', state: 'two languages' },
      path: `/share/${sharing.shares.ready}/preview`,
    },
    {
      ...{ ...full, as: 'member', route: '/share/:shareId/languages/:language', state: 'written' },
      path: `/share/${sharing.shares.ready}/languages/sv`,
    },
    {
      ...{ ...full, as: 'member', route: '/allies/posts/:alliedPostId', state: 'vote' },
      path: `/allies/posts/${allies.vote}`,
    },
    {
      ...{ ...full, as: 'member', route: '/allies/posts/:alliedPostId', state: 'meeting' },
      path: `/allies/posts/${allies.meeting}`,
    },
    {
      ...{ ...full, as: 'moderator', route: '/allies/channels/:followedChannelId', state: 'filled' },
      path: `/allies/channels/${allies.channel}`,
    },
  ]
}

function servers(): Exhibit[] {
  const moderator = { ...full, as: 'moderator' } as const
  const mode = { ...moderator, route: '/servers/mode', path: '/servers/mode' }
  const one = { ...moderator, route: '/servers/:domain', path: '/servers/valley.example' }
  return [
    { ...moderator, route: '/allies/health', state: 'filled', path: '/allies/health' },
    {
      ...{ ...moderator, route: '/allies/health/:host', state: 'held' },
      path: '/allies/health/river.example',
    },
    {
      ...{ ...moderator, route: '/allies/health/:host', state: 'paused' },
      path: '/allies/health/hill.example',
    },
    {
      ...{ ...moderator, route: '/allies/health/:host/drop', state: 'sure' },
      path: '/allies/health/river.example/drop',
    },
    { ...moderator, route: '/servers', state: 'filled', path: '/servers' },
    {
      ...{ ...moderator, route: '/servers', path: '/servers', state: 'not found' },
      send: [{ to: '/servers/search', fields: { search: 'new.example' } }],
    },
    { ...one, state: 'filled' },
    { ...one, state: 'blocked', path: '/servers/loud.example' },
    { ...one, route: '/servers/:domain/:decision', state: 'block', path: `${one.path}/block` },
    {
      ...{ ...moderator, route: '/servers/:domain/accept-followers', state: 'sure' },
      path: '/servers/lake.example/accept-followers',
    },
    {
      ...{ ...moderator, route: '/servers/import', path: '/servers/import', state: 'done' },
      send: [{ to: '/servers/import', fields: { list: 'worse.example\nh*dden.example' } }],
    },
    {
      ...{ ...moderator, route: '/servers/drafts', path: '/servers/drafts', state: 'sure' },
      send: [{ to: '/servers/drafts', fields: { act: 'block', domains: 'valley.example' } }],
    },
    ...(['allowlist', 'open'] as const).map((to) => ({
      ...mode,
      state: `sure: ${to}`,
      send: [{ to: '/servers/mode', fields: { mode: to } }],
    })),
  ]
}

const behindEverything = encodeRanked({ rank: 9, at: new Date('2060-01-01'), id: 'z'.repeat(24) })

function decided({ moderated, threads, standing }: World): Exhibit[] {
  const removal = { ...full, as: 'moderator', route: '/removals/:undoId' } as const
  return [
    {
      ...{ ...full, as: 'moderator', route: '/queue/next', state: 'all skipped' },
      path: `/queue/next?after=${behindEverything}`,
    },
    { ...removal, state: 'filled', path: `/removals/${moderated.undoId}` },
    {
      ...{ ...full, as: 'anonymous', route: '/contact/posts/:postId', state: 'filled' },
      path: `/contact/posts/${threads.anonymous}`,
    },
    {
      ...{ ...full, as: 'removed', route: '/posts/:postId/appeal', state: 'filled' },
      path: `/posts/${standing.limited}/appeal`,
    },
    { ...full, as: 'sanctioned', route: '/standing', state: 'sanctioned', path: '/standing' },
    { ...full, as: 'sanctioned', route: '/home', state: 'sanctioned', path: '/home' },
    { ...full, as: 'moderator', route: '/home', state: 'as moderator', path: '/home' },
    { ...full, as: 'admin', route: '/me', state: 'as admin', path: '/me' },
    { ...full, as: 'member', route: '/search', state: 'found', path: '/search?q=kitchen' },
    { ...full, as: 'member', route: '/search', state: 'nothing found', path: '/search?q=qqqqq' },
  ]
}

function locks(): Exhibit[] {
  const locking = { ...full, as: 'locking', path: '/home' } as const
  const message = { lockedForm: '/contact', text: 'I was going to say that nobody should wait for me.' }
  const lock = { to: '/lock', fields: {} }
  const lockOn = { to: '/lock', fields: message }
  return [
    { ...locking, route: '/lock', state: 'filled', send: [lock] },
    { ...locking, route: '/lock', state: 'with words', send: [lockOn] },
    {
      ...{ ...locking, route: '/lock', state: 'wrong PIN', status: 422 },
      send: [lock, { to: '/lock/open', fields: { pin: '0000' } }],
    },
    {
      ...{ ...locking, route: '/lock/unsent', state: 'filled' },
      send: [lockOn, { to: '/lock/open', fields: { pin } }],
    },
    { ...locking, route: '/me/lock', state: 'switched on', path: '/me/lock' },
  ]
}

const refused: readonly Exhibit[] = [
  { ...full, as: 'guest', route: 'not found', state: 'refused', path: '/no/such/page', status: 404 },
  { ...full, as: 'member', route: 'not found', state: 'refused', path: '/no/such/page', status: 404 },
]
