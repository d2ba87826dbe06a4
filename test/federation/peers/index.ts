import { discourse } from './discourse.ts'
import { friendica } from './friendica.ts'
import { gotosocial } from './gotosocial.ts'
import { hollo } from './hollo.ts'
import { hubzilla } from './hubzilla.ts'
import { lemmy } from './lemmy.ts'
import { mastodon } from './mastodon.ts'
import { mbin } from './mbin.ts'
import { misskey } from './misskey.ts'
import { mobilizon } from './mobilizon.ts'
import { nodebb } from './nodebb.ts'
import { piefed } from './piefed.ts'
import type { MakeShape } from './shape.ts'
import { smithereen } from './smithereen.ts'
import { wordpress } from './wordpress.ts'

export const shapes: readonly (readonly [string, MakeShape])[] = [
  ['Lemmy', lemmy],
  ['PieFed', piefed],
  ['Mbin', mbin],
  ['NodeBB', nodebb],
  ['Discourse', discourse],
  ['Mobilizon', mobilizon],
  ['Mastodon', mastodon],
  ['GoToSocial', gotosocial],
  ['Friendica', friendica],
  ['Hubzilla', hubzilla],
  ['Smithereen', smithereen],
  ['WordPress', wordpress],
  ['Misskey', misskey],
  ['Hollo', hollo],
]
