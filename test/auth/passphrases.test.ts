import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { suggestPassphrase } from '../../src/auth/passphrase-words.ts'
import { sha256 } from '../../src/hashing.ts'
import { everythingStored } from '../members/everything-stored.ts'
import {
  askToJoin,
  codeOn,
  createFrontDoor,
  type FrontDoor,
  openCommunity,
  passphrase,
} from '../members/front-door.ts'
import type { Page } from '../support/http-client.ts'

const fresh = 'a wholly different passphrase'

let door: FrontDoor
beforeAll(async () => {
  door = await createFrontDoor()
  await openCommunity(door)
})
beforeEach(() => door.db.deleteFrom('throttles').execute())
afterAll(() => door.close())

const signIn = async (signInName: string, secret = passphrase) => {
  const visitor = door.visit()
  const page = await visitor.submit('/sign-in', { signInName, passphrase: secret })
  return { visitor, isIn: new URL(page.url).pathname === '/home' }
}

const suggestionOn = (page: Page, action: string): string => {
  const [, value] = page.form(action).defaults.find(([name]) => name === 'suggestion') ?? []
  return typeof value === 'string' ? value : ''
}

let people = 0
/** Somebody new who is signed in. */
const somebody = async () => {
  people += 1
  const signInName = `somebody ${people}`
  const ctx = await door.settle(`Person ${people}`, signInName)
  return { ctx, signInName, ...(await signIn(signInName)) }
}

describe('choosing a passphrase', () => {
  it('offers five words first, in a box to read, and takes them when nothing else is typed', async () => {
    const { visitor, signInName } = await somebody()
    const page = await visitor.get('/me/passphrase')
    const words = suggestionOn(page, '/me/passphrase')
    expect(words.split(' ')).toHaveLength(5)
    expect(page.words).toContain(words)
    const me = await visitor.submit(page.form('/me/passphrase'), { oldPassphrase: passphrase })
    expect(me.words).toContain('You have a new passphrase.')
    expect((await signIn(signInName, words)).isIn).toBe(true)
  })

  it('takes her own where she ticked that, whatever the offer was', async () => {
    const { visitor, signInName } = await somebody()
    const form = (await visitor.get('/me/passphrase')).form('/me/passphrase')
    await visitor.submit(form, { oldPassphrase: passphrase, passphraseFrom: 'own', passphrase: fresh })
    expect((await signIn(signInName, fresh)).isIn).toBe(true)
  })

  it('refuses to choose for her between the words she ticked and others that she typed', async () => {
    const { visitor, signInName } = await somebody()
    const page = await visitor.get('/me/passphrase')
    const words = suggestionOn(page, '/me/passphrase')
    const both = { oldPassphrase: passphrase, passphraseFrom: 'suggested', passphrase: fresh }
    const refused = await visitor.submit(page.form('/me/passphrase'), both)
    expect(refused.status).toBe(422)
    expect(refused.words).toContain('You ticked the five words, and also typed a passphrase of your own.')
    expect(suggestionOn(refused, '/me/passphrase')).toBe(words)
    expect(refused.text).not.toContain(fresh)
    expect([(await signIn(signInName, fresh)).isIn, (await signIn(signInName, words)).isIn]).toEqual([
      false,
      false,
    ])
    await visitor.submit(refused.form('/me/passphrase'), { ...both, passphrase: words })
    expect((await signIn(signInName, words)).isIn).toBe(true)
  })

  it.each(['/recover/code', '/recover/finish'])('refuses two on %s too', async (path) => {
    const both = { passphraseFrom: 'suggested', suggestion: 'one two three four five', passphrase: fresh }
    const refused = await door.visit().submit(path, { ...both, code: 'abcd', signInName: 'somebody' })
    expect(refused.status).toBe(422)
    expect(refused.words).toContain('You ticked the five words, and also typed')
  })

  it('refuses an empty one of her own, and then shows the same five words again', async () => {
    const { visitor } = await somebody()
    const page = await visitor.get('/me/passphrase')
    const refused = await visitor.submit(page.form('/me/passphrase'), {
      oldPassphrase: passphrase,
      passphraseFrom: 'own',
    })
    expect([refused.status, refused.words.includes('The passphrase is too short.')]).toEqual([422, true])
    expect(suggestionOn(refused, '/me/passphrase')).toBe(suggestionOn(page, '/me/passphrase'))
  })

  it('shows nothing as an offer that was not ours, and judges it like any other passphrase', async () => {
    const { visitor } = await somebody()
    const forged = { oldPassphrase: passphrase, passphraseFrom: 'suggested', suggestion: 'short' }
    const refused = await visitor.submit('/me/passphrase', forged)
    expect([refused.status, suggestionOn(refused, '/me/passphrase').split(' ').length]).toEqual([422, 5])
  })

  it('offers five other words on asking, and keeps what was typed elsewhere', async () => {
    const visitor = door.visit()
    const page = await visitor.get('/recover/code')
    const other = await visitor.submit(
      page.form('/recover/code'),
      { signInName: 'typed before', code: 'abcd' },
      'Five other words',
    )
    expect(other.status).toBe(200)
    expect(suggestionOn(other, '/recover/code')).not.toBe(suggestionOn(page, '/recover/code'))
    expect(other.form('/recover/code').defaults).toContainEqual(['signInName', 'typed before'])
  })

  it('works so where somebody asks to join', async () => {
    const asked = await askToJoin(door, {
      signInName: 'by five words',
      displayName: 'Pia',
      passphrase: 'short',
    })
    const words = suggestionOn(asked, '/join')
    const other = await door.visit().submit(asked.form('/join'), {}, 'Five other words')
    expect(suggestionOn(other, '/join')).not.toBe(words)
    const code = await door.visit().submit(other.form('/join'))
    expect(codeOn(code).length).toBe(39)
    const { passphraseHash } = await door.db
      .selectFrom('applications')
      .select('passphraseHash')
      .where('displayName', '=', 'Pia')
      .executeTakeFirstOrThrow()
    expect(await door.guest().hasher.verify(passphraseHash ?? '', suggestionOn(other, '/join'))).toBe(true)
  })
})

describe('changing the passphrase', () => {
  it('asks the old one, and ends every other session', async () => {
    const { visitor, signInName } = await somebody()
    const elsewhere = (await signIn(signInName)).visitor
    const form = (await visitor.get('/me/passphrase')).form('/me/passphrase')
    const own = { passphraseFrom: 'own', passphrase: fresh }
    const wrong = await visitor.submit(form, { ...own, oldPassphrase: 'not this one' })
    expect([wrong.status, wrong.words.includes('This is not your passphrase.')]).toEqual([422, true])
    expect((await elsewhere.get('/me')).status).toBe(200)
    await visitor.submit(form, { ...own, oldPassphrase: passphrase })
    expect((await elsewhere.get('/me')).status).toBe(404)
    expect((await visitor.get('/me')).status).toBe(200)
    expect((await signIn(signInName)).isIn).toBe(false)
  })

  it('lets nobody try more than ten old ones an hour', async () => {
    const { visitor } = await somebody()
    const fields = { oldPassphrase: 'not this one', passphrase: fresh }
    for (let n = 0; n < 10; n += 1) await visitor.submit('/me/passphrase', fields)
    expect((await visitor.submit('/me/passphrase', fields)).status).toBe(429)
  })
})

describe('printed codes', () => {
  const makeCodes = async (who: Awaited<ReturnType<typeof somebody>>) => {
    const form = (await who.visitor.get('/me/codes')).form('/me/codes')
    const page = await who.visitor.submit(form, { passphrase })
    return [...page.text.matchAll(/<code[^>]*>([^<]+)<\/code>/g)].map(([, code = '']) => code.trim())
  }

  const recover = (signInName: string, code: string, secret = fresh) => {
    const visitor = door.visit()
    return visitor.submit('/recover/code', { signInName, code, passphrase: secret })
  }

  it('are eight, shown once, and stored as hashes only', async () => {
    const who = await somebody()
    const codes = await makeCodes(who)
    expect(codes).toHaveLength(8)
    expect(new Set(codes).size).toBe(8)
    expect(codes.every((code) => /^(\w{4} ){3}\w{4}$/.test(code))).toBe(true)
    expect((await who.visitor.get('/me/codes')).words).toContain('You have 8 codes left.')
    const stored = await everythingStored(door.db)
    const plain = (codes[0] ?? '').replaceAll(' ', '')
    expect(stored).not.toContain(plain)
    expect(stored).toContain(await sha256(plain))
  })

  it('are made for who knows the passphrase only', async () => {
    const { visitor } = await somebody()
    const page = await visitor.submit('/me/codes', { passphrase: 'not this one' })
    expect([page.status, page.text.includes('<code')]).toEqual([422, false])
  })

  it('let her in at once, end all sessions, and each works once', async () => {
    const who = await somebody()
    const [code = '', second = ''] = await makeCodes(who)
    const home = await recover(who.signInName, ` ${code.toUpperCase()} `)
    expect(new URL(home.url).pathname).toBe('/home')
    expect((await who.visitor.get('/me')).status).toBe(404)
    expect((await signIn(who.signInName, fresh)).isIn).toBe(true)
    expect((await recover(who.signInName, code)).status).toBe(422)
    expect(new URL((await recover(who.signInName, second)).url).pathname).toBe('/home')
  })

  it('are void once new ones are made', async () => {
    const who = await somebody()
    const [old = ''] = await makeCodes(who)
    const [code = ''] = await makeCodes(who)
    expect((await recover(who.signInName, old)).status).toBe(422)
    expect((await recover(who.signInName, code)).status).toBe(200)
  })

  it('work with her own name only, and not for a passphrase that does not hold', async () => {
    const [who, other] = [await somebody(), await somebody()]
    const [code = ''] = await makeCodes(who)
    expect((await recover(other.signInName, code)).status).toBe(422)
    expect((await recover(who.signInName, code, 'short')).words).toContain('The passphrase is too short.')
    expect((await recover(who.signInName, code, suggestPassphrase(door.random, 'ru'))).status).toBe(200)
  })
})

describe('the one who helps her in', () => {
  it('is named by the name that others see, changed and taken back', async () => {
    const [who, friend] = [await somebody(), await somebody()]
    const { displayName } = await door.db
      .selectFrom('members')
      .select('displayName')
      .where('id', '=', friend.ctx.actor.memberId)
      .executeTakeFirstOrThrow()
    const form = (await who.visitor.get('/me/helper')).form('/me/helper')
    const named = await who.visitor.submit(form, { helper: displayName.toUpperCase(), passphrase })
    expect(named.words).toContain(`You named ${displayName}.`)
    const removed = await who.visitor.submit(named.form('/me/helper/remove'))
    expect(removed.words).toContain('You named nobody.')
    expect(await door.db.selectFrom('notifications').select('id').execute()).toEqual([])
  })

  it.each([
    ['Nobody of that name', 'There is no member of that name.'],
    ['', 'There is no member of that name.'],
  ])('is refused for "%s", and what she typed stays', async (helper, text) => {
    const { visitor } = await somebody()
    const form = (await visitor.get('/me/helper')).form('/me/helper')
    const page = await visitor.submit(form, { helper, passphrase })
    expect([page.status, page.words.includes(text)]).toEqual([422, true])
    expect(page.form('/me/helper').defaults).toContainEqual(['helper', helper])
  })

  it('is nobody who is frozen, and not herself', async () => {
    const [who, frozen] = [await somebody(), await somebody()]
    const { memberId } = frozen.ctx.actor
    await door.db.updateTable('members').set({ status: 'frozen' }).where('id', '=', memberId).execute()
    const names = await door.db
      .selectFrom('members')
      .select(['id', 'displayName'])
      .where('id', 'in', [memberId, who.ctx.actor.memberId])
      .execute()
    const nameOf = (id: string) => names.find((one) => one.id === id)?.displayName ?? ''
    const gone = await who.visitor.submit('/me/helper', { helper: nameOf(memberId), passphrase })
    expect(gone.words).toContain('There is no member of that name.')
    const self = await who.visitor.submit('/me/helper', {
      helper: nameOf(who.ctx.actor.memberId),
      passphrase,
    })
    expect(self.words).toContain('Name somebody else than yourself.')
  })

  it('is named by nobody who does not know the passphrase', async () => {
    const [who, friend] = [await somebody(), await somebody()]
    const { displayName } = await door.db
      .selectFrom('members')
      .select('displayName')
      .where('id', '=', friend.ctx.actor.memberId)
      .executeTakeFirstOrThrow()
    const page = await who.visitor.submit('/me/helper', { helper: displayName, passphrase: fresh })
    expect([page.status, page.words.includes('This is not your passphrase.')]).toEqual([422, true])
    expect((await who.visitor.get('/me/helper')).words).toContain('You named nobody.')
  })
})
