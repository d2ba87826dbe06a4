import { describe, expect, it } from 'vitest'
import { readObject } from '../../src/federation/read-object.ts'
import { readActor } from '../../src/federation/remote/remote-actors.ts'
import { readChannel } from '../../src/federation/resolve/read-channel.ts'
import { readActivity } from '../../src/federation/trust.ts'
import { isPlainlyWritten } from '../../src/federation/uris.ts'

const today = new Date('2030-05-20T12:00:00Z')
const ctx = { clock: { now: () => today } }
const strange = [
  'https://v%61lley.example/1',
  'HTTPS://valley.example/1',
  'https://VALLEY.example/1',
  'https://valley.example:443/1',
  'https://valley.example\\1',
  'https:///valley.example/1',
  'https://valley.example/a/../1',
]
const actor = {
  id: 'https://valley.example/group',
  type: 'Group',
  preferredUsername: 'group',
  inbox: 'https://valley.example/inbox',
  publicKey: {
    id: 'https://valley.example/group#key',
    owner: 'https://valley.example/group',
    publicKeyPem: 'a',
  },
}
const note = { id: 'https://valley.example/1', type: 'Note', attributedTo: actor.id, content: 'Soup' }
const create = { id: 'https://valley.example/2', type: 'Create', actor: actor.id, object: note }

/** What is looked up, compared and deleted by its text must have one spelling only. */
describe('an address that is spelled in a strange way', () => {
  it('is told from one that every server writes', () => {
    expect(strange.filter(isPlainlyWritten)).toEqual([])
    for (const plain of ['https://valley.example', 'https://valley.example/', 'http://localhost:81/a?b=c#'])
      expect(isPlainlyWritten(plain)).toBe(true)
  })

  it.each(strange)('makes no actor, nor an inbox of one: %s', async (address) => {
    expect(await readActor(ctx, actor)).toBeDefined()
    expect(await readActor(ctx, { ...actor, inbox: address })).toBeUndefined()
    const publicKey = { ...actor.publicKey, owner: address }
    expect(await readActor(ctx, { ...actor, id: address, publicKey })).toBeUndefined()
    const shared = await readActor(ctx, { ...actor, endpoints: { sharedInbox: address } })
    expect(shared?.actor.sharedInbox).toBeNull()
  })

  it.each(strange)('makes no channel, nor an inbox or an outbox of one: %s', (address) => {
    expect(readChannel(actor)).toBeDefined()
    expect(readChannel({ ...actor, id: address })).toBeUndefined()
    expect(readChannel({ ...actor, inbox: address })).toBeUndefined()
    expect(readChannel({ ...actor, outbox: address })).not.toHaveProperty('outboxUri')
  })

  it.each(strange)('makes no post, nor an author of one, nor an activity: %s', (address) => {
    expect(readObject(note, today)).toBeDefined()
    for (const name of ['id', 'attributedTo', 'inReplyTo'])
      expect(readObject({ ...note, [name]: address }, today)).toBeUndefined()
    expect(readActivity(create)).toMatchObject({ host: 'valley.example' })
    expect(readActivity({ ...create, id: address })).toBe('malformed')
    expect(readActivity({ ...create, actor: address })).toBe('malformed')
  })
})
