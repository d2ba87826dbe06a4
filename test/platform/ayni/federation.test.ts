import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFederationDeps } from '../../../src/federation/federation.ts'
import { type Command, CommandError } from '../../../src/platform/ayni/command.ts'
import { commands } from '../../../src/platform/ayni/commands.ts'
import { deliverCommand } from '../../../src/platform/ayni/federation-deliver.ts'
import { followCommand } from '../../../src/platform/ayni/federation-follow.ts'
import { lookupCommand } from '../../../src/platform/ayni/federation-lookup.ts'
import { replayCommand } from '../../../src/platform/ayni/federation-replay.ts'
import { rotateKeysCommand } from '../../../src/platform/ayni/federation-rotate-keys.ts'
import { verifySignatureCommand } from '../../../src/platform/ayni/federation-verify.ts'
import { readArguments } from '../../../src/platform/ayni/read-arguments.ts'
import { type CommunityServer, startCommunityServer } from '../../federation/community-server.ts'
import { type Peer, startPeer } from '../../support/peer/peer.ts'

let community: CommunityServer
let peer: Peer
let folder: string
beforeAll(async () => {
  community = await startCommunityServer()
  peer = await startPeer({ now: () => community.clock.now() })
  folder = await mkdtemp(join(tmpdir(), 'ayni-command-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await peer.stop()
  await community.stop()
})

/** What a command prints; and that it prints no secret. */
async function run(command: Command, values: Record<string, string>): Promise<string> {
  const lines: string[] = []
  const adapters = {
    safeFetch: community.safeFetch,
    isLoopback: true,
    log: { info: () => {}, error: () => {} },
    softwareName: 'gatherings',
  }
  await command.run(
    {
      ctx: community.system(),
      print: (line) => lines.push(line),
      federation: createFederationDeps(adapters, community.clock),
    },
    values,
  )
  const output = lines.join('\n')
  expect(output).not.toContain('PRIVATE KEY')
  return output
}

describe('npm run ayni -- federation', () => {
  it('takes its words without names, and says which it needs', () => {
    const read = readArguments(commands, ['federation', 'deliver', 'one', 'example.org'])
    expect(read).toMatchObject({ kind: 'run', values: { what: 'one', where: 'example.org' } })
    expect(() => readArguments(commands, ['federation', 'deliver', 'one'])).toThrow('ID INBOX|HOST')
    const help = readArguments(commands, ['federation', 'lookup', '--help'])
    expect(help.kind === 'help' && help.text).toContain('federation lookup ADDRESS')
  })

  it('lookup shows the way from a handle to what is read, or why it is refused', async () => {
    const found = await run(lookupCommand, { address: peer.handle('community') })
    expect(found).toContain('/.well-known/webfinger')
    expect(found).toContain('"type": "Group"')
    expect(found).toContain(`actorUri: ${peer.actors.community.id}`)
    expect(found).toContain(`key: ${peer.actors.community.keyId}`)
    const nobody = await run(lookupCommand, {
      address: peer.handle('community').replace('community', 'nobody'),
    })
    expect(nobody).toContain('refused: ')
    const { url } = peer.hostile('brokenJson')
    expect(await run(lookupCommand, { address: url })).toContain('it is no ActivityStreams')
  })

  it('follow asks as a moderator would, once', async () => {
    const address = peer.handle('community')
    expect(await run(followCommand, { address })).toContain('Asked')
    await community.work()
    await peer.waitFor(({ type }) => type === 'Follow')
    await expect(run(followCommand, { address })).rejects.toThrow(CommandError)
  })

  it('deliver sends one activity again, to who may read it, with what went and what came', async () => {
    await peer.follow(community.channel('open').uri)
    await community.work()
    const { editionId } = await community.publish({ channel: 'open' })
    await community.work()
    const before = peer.received().length
    const output = await run(deliverCommand, { what: editionId, where: peer.sharedInbox })
    expect(output).toMatch(/> signature: /i)
    const signature = /> signature: (.*)/i.exec(output)?.[1] ?? ''
    expect(signature).toContain('…')
    expect(signature).not.toMatch(/[A-Za-z0-9+/=]{60}/)
    expect(output).toContain('  202')
    expect(peer.received().length).toBe(before + 1)
    const closed = await community.publish({ channel: 'allied' })
    await community.work()
    await expect(run(deliverCommand, { what: closed.editionId, where: peer.sharedInbox })).rejects.toThrow(
      CommandError,
    )
  })

  it('deliver brings nothing to a blocked server, not even what was taken back', async () => {
    const { editionId } = await community.publish({ channel: 'open' })
    await community.work()
    const { hostname } = new URL(peer.origin)
    await community.db
      .insertInto('servers')
      .values({ domain: hostname, standing: 'blocked', changedOn: '2030-05-20' })
      .execute()
    const before = peer.received().length
    await expect(run(deliverCommand, { what: editionId, where: peer.sharedInbox })).rejects.toThrow(
      'may not speak with us',
    )
    expect(peer.received()).toHaveLength(before)
    await community.db.deleteFrom('servers').where('domain', '=', hostname).execute()
  })

  it('prints nothing from outside that moves the cursor or turns text round', async () => {
    const activity = peer.activity('Follow', 'reader', community.channel('open').uri)
    const { sent } = await peer.post(community.inbox, activity, { as: 'reader' })
    const path = join(folder, 'hostile.json')
    const { url, body } = sent
    const headers = { signature: 'keyId="https://x.example/\u009b2J\u001b[2J"' }
    await writeFile(path, JSON.stringify({ method: 'POST', url, headers, body: body.toString('utf8') }))
    expect(await run(verifySignatureCommand, { saved: path })).not.toMatch(/[^\P{Cc}\n]/u)
    const failure = 'Stopped \u001b[2J\u202e'
    const now = community.clock.now()
    const { id } = await community.db
      .insertInto('jobs')
      .values({
        kind: 'receive',
        payload: { inboxMessageId: 'x' },
        runAt: now,
        deadAt: now,
        lastFailure: failure,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    expect(await run(replayCommand, { what: String(id) })).not.toMatch(/[^\P{Cc}\n]|\u202e/u)
    await community.work()
  })

  it('replay revives no dead delivery of what does not hold any more', async () => {
    const { editionId } = await community.publish({ channel: 'open' })
    await community.work()
    const now = community.clock.now()
    const { id: deliveryId } = await community.db
      .updateTable('deliveries')
      .set({ state: 'failed', attempts: 9, settledOn: '2030-05-20' })
      .where('editionId', '=', editionId)
      .returning('id')
      .executeTakeFirstOrThrow()
    const { id } = await community.db
      .insertInto('jobs')
      .values({ kind: 'deliver', payload: { deliveryId }, runAt: now, deadAt: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    await community.db
      .updateTable('editions')
      .set({ withdrawnOn: '2030-05-20' })
      .where('id', '=', editionId)
      .execute()
    await expect(run(replayCommand, { what: String(id) })).rejects.toThrow('does not hold any more')
    const dead = await community.db.selectFrom('jobs').select('deadAt').where('id', '=', id).execute()
    expect(dead[0]?.deadAt).not.toBeNull()
  })

  it('replay lets a dead job wait again, and says when there is none', async () => {
    const now = community.clock.now()
    const { id } = await community.db
      .insertInto('jobs')
      .values({ kind: 'receive', payload: { inboxMessageId: 'gone' }, runAt: now, deadAt: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    expect(await run(replayCommand, { what: String(id) })).toContain('waits again')
    await community.work()
    await expect(run(replayCommand, { what: String(id) })).rejects.toThrow('no dead job')
    expect(await run(replayCommand, { what: new URL(peer.origin).host })).toContain('0 deliveries')
  })

  it('verify says step by step why a saved request is good or refused', async () => {
    const activity = peer.activity('Follow', 'reader', community.channel('open').uri)
    const { sent } = await peer.post(community.inbox, activity, { as: 'reader' })
    const saved = async (changes: Record<string, unknown>) => {
      const path = join(folder, 'request.json')
      const { method, url, headers, body } = sent
      await writeFile(path, JSON.stringify({ method, url, headers, body: body.toString('utf8'), ...changes }))
      return { saved: path }
    }
    expect(await run(verifySignatureCommand, await saved({}))).toContain('The signature is good.')
    const changed = await run(verifySignatureCommand, await saved({ body: '{}' }))
    expect(changed).toContain('does NOT fit the body')
    expect(changed).toContain('would be refused')
    const later = new Date(community.clock.now().getTime() + 3_600_000).toISOString()
    const old = await run(verifySignatureCommand, { ...(await saved({})), at: later })
    expect(old).toContain('3600 seconds behind')
    expect(old).toContain('is by this key')
    const bare = await run(verifySignatureCommand, await saved({ headers: {} }))
    expect(bare).toContain('there is no signature')
  })

  it('rotate-keys gives every actor a new key, and after a theft says what else to do', async () => {
    const keys = () => community.db.selectFrom('actorKeys').select('publicKeyPem').execute()
    const before = await keys()
    expect(await run(rotateKeysCommand, {})).toContain('30 days')
    expect(await keys()).toHaveLength(before.length * 2)
    const drill = await run(rotateKeysCommand, { compromised: 'yes' })
    expect(drill).toContain('docs/keys.md')
    const left = (await keys()).map(({ publicKeyPem }) => publicKeyPem)
    for (const { publicKeyPem } of before) expect(left).not.toContain(publicKeyPem)
  })
})
