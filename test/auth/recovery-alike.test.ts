import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeRecoveryCodes } from '../../src/auth/make-recovery-codes.ts'
import { nameHelper } from '../../src/auth/name-helper.ts'
import { refuseRecovery } from '../../src/auth/refuse-recovery.ts'
import { readCode, showCode } from '../../src/codes.ts'
import type { MemberCtx } from '../../src/context.ts'
import { sha256 } from '../../src/hashing.ts'
import { versionOf } from '../../src/live/version.ts'
import { codeOn, createFrontDoor, type FrontDoor, openCommunity, passphrase } from '../members/front-door.ts'

let door: FrontDoor
let luz: MemberCtx
let mila: MemberCtx
let codes: readonly string[]

beforeAll(async () => {
  door = await createFrontDoor()
  await openCommunity(door)
  luz = await door.settle('Luz', 'quiet harbour')
  await door.settle('Rosa', 'alone here')
  const frozen = await door.settle('Marta', 'paper boat')
  await door.settle('Marisol', 'marisol door')
  mila = await door.settle('Mila', 'mila door', ['moderator'])
  await nameHelper(luz, { displayName: 'Marisol', passphrase })
  const made = await makeRecoveryCodes(luz, { passphrase })
  if (!made.ok) throw new Error('no codes')
  codes = made.value.codes
  await door.db
    .updateTable('members')
    .set({ status: 'frozen' })
    .where('id', '=', frozen.actor.memberId)
    .execute()
})
beforeEach(async () => {
  await door.db.deleteFrom('throttles').execute()
  await door.db.deleteFrom('recoveries').execute()
})
afterAll(() => door.close())

/** What a page says, without what was typed into it and what was made for it. */
const bare = (text: string, ...own: readonly string[]) =>
  own
    .filter((part) => part !== '')
    .reduce((left, part) => left.replaceAll(part, '*'), text)
    .replace(/name="suggestion" value="[^"]*"/, '')
    .replace(/<code class="code__value" translate="no">[^<]*<\/code>/, '')

const submit = async (path: string, fields: Record<string, string>, ...own: readonly string[]) => {
  const { value, work } = await door.measure(() => door.visit().submit(path, fields))
  return { status: value.status, text: bare(value.text, ...own), work, code: codeOn(value) }
}

describe('P14: asking for a new passphrase', () => {
  const ask = async (signInName: string) => {
    const { code, ...answer } = await submit('/recover/ask', { signInName }, signInName)
    return { answer, code }
  }

  it('gets the same answer by the same work for a name that nobody has, and writes the same', async () => {
    const known = await ask('quiet harbour')
    const unknown = await ask('nobody at all')
    expect(known.answer).toMatchObject({ status: 200, work: { hashings: 0, verifications: 0 } })
    expect(unknown.answer).toEqual(known.answer)
    expect((await ask('alone here')).answer).toEqual(known.answer)
    expect((await ask('paper boat')).answer).toEqual(known.answer)
    const rows = await door.db.selectFrom('recoveries').select('memberId').execute()
    expect(rows.filter(({ memberId }) => memberId === null)).toHaveLength(2)
    expect(rows).toHaveLength(4)
  })

  it('gets it when it is asked again, too, and the code before says what a name of nobody’s says', async () => {
    const look = async (code: string) => {
      // What her page compares follows from her code and from what the page says, and from nothing else.
      const version = await versionOf(await sha256(readCode(code)), 'waiting')
      const own = [code, showCode(code), version]
      const { status, text, work } = await submit('/recover/status', { code }, ...own)
      return { status, text, work }
    }
    const first = { known: await ask('quiet harbour'), unknown: await ask('nobody at all') }
    const second = { known: await ask('quiet harbour'), unknown: await ask('nobody at all') }
    expect(second.known.answer).toEqual(second.unknown.answer)
    const nothing = await look(first.unknown.code)
    expect(nothing.status).toBe(200)
    for (const { code } of [first.known, second.known, second.unknown]) {
      expect(await look(code)).toEqual(nothing)
    }
    const running = await door.db
      .selectFrom('recoveries')
      .select('id')
      .where('memberId', '=', luz.actor.memberId)
      .execute()
    expect(running).toHaveLength(1)
    // A refusal tells whoever tried the name nothing either.
    const refused = await refuseRecovery(mila, { recoveryId: running[0]?.id ?? '', as: 'moderator' })
    expect(refused.ok).toBe(true)
    expect(await look(second.known.code)).toEqual(nothing)
  })

  it('tells the one she named once, however often somebody asks', async () => {
    await door.db.deleteFrom('notifications').execute()
    await ask('quiet harbour')
    await ask('quiet harbour')
    expect(await door.db.selectFrom('notifications').select('kind').execute()).toEqual([
      { kind: 'recovery-asked' },
    ])
  })

  it('leaves what somebody has agreed to alone, and answers alike', async () => {
    await ask('quiet harbour')
    await door.db.updateTable('recoveries').set({ moderatorAgreedAt: door.clock.now() }).execute()
    const again = await ask('quiet harbour')
    expect(again.answer).toEqual((await ask('nobody at all')).answer)
    const hers = await door.db
      .selectFrom('recoveries')
      .select('moderatorAgreedAt')
      .where('memberId', '=', luz.actor.memberId)
      .execute()
    expect(hers).toEqual([{ moderatorAgreedAt: door.clock.now() }])
  })
})

describe('P14: look-ups of codes that fail', () => {
  it('say the same by the same work, whatever the code was', async () => {
    const [one, two] = [door.random.token(), door.random.token()]
    const attempt = async (code: string) => {
      const { status, text, work } = await submit('/recover/status', { code }, code)
      return { status, text, work }
    }
    const unknown = await attempt(one)
    expect(unknown).toMatchObject({ status: 422, work: { hashings: 0, verifications: 0 } })
    expect(await attempt(two)).toEqual(unknown)
  })

  it('hash the new passphrase all the same, and change nothing', async () => {
    const attempt = async (code: string) => {
      const { status, text, work } = await submit('/recover/finish', { code, passphrase }, code)
      return { status, text, work }
    }
    const unknown = await attempt(door.random.token())
    expect(unknown).toMatchObject({ status: 422, work: { hashings: 1, verifications: 0 } })
    const asked = await submit('/recover/ask', { signInName: 'quiet harbour' })
    const code = asked.code.replaceAll(' ', '')
    expect(await attempt(code)).toEqual(unknown)
  })
})

describe('P14: printed codes that do not fit', () => {
  it('get the same answer by the same work for known and unknown names and codes', async () => {
    const attempt = async (signInName: string, code: string) => {
      const fields = { signInName, code, passphrase: 'a wholly different passphrase' }
      const { status, text, work } = await submit('/recover/code', fields, signInName, code)
      return { status, text, work }
    }
    const code = codes[0] ?? ''
    const wrong = door.random.token().slice(0, 16)
    const unknown = await attempt('nobody at all', wrong)
    expect(unknown).toMatchObject({ status: 422, work: { hashings: 1, verifications: 0 } })
    expect(await attempt('nobody at all', code)).toEqual(unknown)
    expect(await attempt('quiet harbour', wrong)).toEqual(unknown)
    expect(await attempt('alone here', code)).toEqual(unknown)
    expect(await attempt('paper boat', wrong)).toEqual(unknown)
    const left = await door.db.selectFrom('recoveryCodes').select('codeHash').execute()
    expect(left).toHaveLength(8)
  })

  it('stop after ten tries an hour for one name', async () => {
    const fields = { signInName: 'alone here', code: 'none', passphrase: 'a wholly different passphrase' }
    for (let n = 0; n < 10; n += 1) await door.visit().submit('/recover/code', fields)
    const page = await door.visit().submit('/recover/code', fields)
    expect([page.status, page.words.includes('Too many tries')]).toEqual([429, true])
  })
})
