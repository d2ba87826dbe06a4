import { expect, it } from 'vitest'
import { readObject } from '../../src/federation/read-object.ts'

const note = {
  id: 'https://valley.example/ap/objects/1',
  type: 'Note',
  attributedTo: 'https://valley.example/ap/actors/voice',
  content: '<p>Hej</p>',
}
const today = new Date('2030-05-20')

it('an object keeps every language it came in, the original first', () => {
  const contentMap = { sv: '<p>Hej</p>', es: '<p>Hola</p>', id: 7 }
  const read = readObject({ ...note, contentMap, nameMap: { sv: 'Ett', es: 'Uno' } }, today)
  expect(read).toMatchObject({ language: 'sv', html: '<p>Hej</p>', title: 'Ett' })
  expect(read?.translations).toEqual([{ language: 'es', title: 'Uno', html: '<p>Hola</p>' }])
})

it('an object in one language has no others', () => {
  expect(readObject({ ...note, contentMap: { sv: '<p>Hej</p>' } }, today)).not.toHaveProperty('translations')
})

it('plain text is no markup in any language', () => {
  const contentMap = { sv: '<b>', es: '<i>' }
  const read = readObject({ ...note, content: '<b>', mediaType: 'text/plain', contentMap }, today)
  expect(read).toMatchObject({ html: '&lt;b&gt;', translations: [{ html: '&lt;i&gt;' }] })
})
