import { createTranslator } from '../../src/i18n/translator.ts'
import type { Shell } from '../../views/shell.ts'
import { testAssets } from '../support/assets.ts'

export const t = createTranslator('en')

export const insideShell: Shell = {
  t,
  title: 'Notebook',
  communityName: 'Women of the valley',
  hue: 335,
  weaveSeed: 'valley',
  assets: testAssets,
  viewer: { kind: 'member', displayName: 'Luz', isModerator: true, isAdmin: false, toDo: 3, unseen: 2 },
  place: { kind: 'inside', name: 'Breakfast', readers: '43 members can read this.', isGroup: true },
  currentTab: 'home',
}

export const doorShell: Shell = {
  ...insideShell,
  viewer: { kind: 'guest' },
  place: { kind: 'door' },
  currentTab: undefined,
}

export const leavingShell: Shell = {
  ...insideShell,
  place: { kind: 'leaving', name: 'Boletín', readers: 'Anyone can read it.' },
  currentTab: undefined,
}

export const outsideShell: Shell = {
  ...doorShell,
  place: { kind: 'outside', name: 'Boletín', readers: 'Anyone can read this page.' },
}
