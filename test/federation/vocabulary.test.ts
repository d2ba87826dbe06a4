import {
  Announce,
  Create,
  Group,
  InteractionPolicy,
  Note,
  Page,
  Object as VocabularyObject,
} from '@fedify/vocab'
import { preloadedContexts } from '@fedify/vocab-runtime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CommunityServer, startCommunityServer } from './community-server.ts'

describe('what we send, read as JSON-LD by a library of others', () => {
  let community: CommunityServer
  beforeAll(async () => {
    community = await startCommunityServer()
  })
  afterAll(() => community.stop())

  const contextLoader = async (url: string) => {
    const document = preloadedContexts[url]
    if (!document) throw new Error(`${url} would have to be fetched`)
    return { contextUrl: null, document, documentUrl: url }
  }
  const parse = async (json: unknown) =>
    VocabularyObject.fromJsonLd(json, { contextLoader, documentLoader: contextLoader })

  it('is an Announce of a Create of a Page, with its names, languages and addresses', async () => {
    await community.publish({ channel: 'open', title: 'Pan' })
    await community.work()
    const outbox = await (await fetch(`${community.channel('open').uri}/outbox`)).json()
    const announce = await parse({ '@context': outbox['@context'], ...outbox['orderedItems'][0] })
    expect(announce).toBeInstanceOf(Announce)
    const create = announce instanceof Announce ? await announce.getObject({ contextLoader }) : undefined
    expect(create).toBeInstanceOf(Create)
    const page = create instanceof Create ? await create.getObject({ contextLoader }) : undefined
    if (!(page instanceof Page)) throw new Error('no Page')
    expect(page.attributionId?.href).toBe(community.actor('voice').uri)
    expect(page.names.map(String)).toContain('Pan')
    expect(page.contents.some((text) => typeof text === 'object' && text?.locale.baseName === 'es')).toBe(
      true,
    )
    expect(page.toIds.map(({ href }) => href)).toContain('https://www.w3.org/ns/activitystreams#Public')
    expect(page.audienceId?.href).toBe(community.channel('open').uri)
    expect(String(page.published)).toBe('2030-05-20T00:00:00Z')
    expect(page.interactionPolicy).toBeInstanceOf(InteractionPolicy)
    expect(page.interactionPolicy?.canQuote?.automaticApproval?.href).toBe(community.actor('voice').uri)
    expect(page).not.toBeInstanceOf(Note)
  })

  it('is a Group whose key, inboxes and kind of following are understood', async () => {
    const group = await parse(await (await fetch(community.channel('allied').uri)).json())
    if (!(group instanceof Group)) throw new Error('no Group')
    const key = await group.getPublicKey({ contextLoader })
    expect(key?.ownerId?.href).toBe(group.id?.href)
    expect(key?.publicKey?.algorithm).toMatchObject({ name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048 })
    expect(group.manuallyApprovesFollowers).toBe(true)
    expect(group.endpoints?.sharedInbox?.href).toBe(community.inbox)
  })
})
