import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { IconName } from '../icons.ts'
import type { Place } from '../shell.ts'
import { weaveSvg } from '../weave.ts'
import { Icon } from './icon.tsx'

type NamedPlace = Exclude<Place, { kind: 'door' }>

/** A lock, an open door, the world: the same sign wherever a place is named. */
export const placeIcons: Readonly<Record<NamedPlace['kind'], IconName>> = {
  inside: 'lock',
  leaving: 'door-open',
  outside: 'globe',
}

/** The community's pattern: whole inside and at the door, coming loose where something leaves. */
export const WeaveBand: FC<{ seed: string; loose?: boolean | undefined; large?: boolean | undefined }> = ({
  seed,
  loose,
  large,
}) => (
  <div class="weave" aria-hidden="true">
    {raw(weaveSvg(seed, loose ? 'loose' : 'whole', large ? 2 : 1))}
  </div>
)

/** Words stay inside a group, or inside the community; any other page has a name only: "Inside · To do". */
const wordsOf = (t: Translator, place: NamedPlace): string =>
  place.kind === 'inside' && !place.isGroup ? `${t('shell.place.within')} ·` : t(`shell.place.${place.kind}`)

/** Where am I, who reads this. At the door there is only the pattern. */
export const PlaceBand: FC<{ t: Translator; place: Place; weaveSeed: string }> = ({
  t,
  place,
  weaveSeed,
}) => {
  if (place.kind === 'door') return <WeaveBand seed={weaveSeed} large />
  return (
    <section class="place-band" data-place={place.kind} aria-label={t('shell.place')}>
      <p class="place-band__words">
        <span class="place-band__sign">
          <Icon name={placeIcons[place.kind]} />
        </span>
        <span>
          <span>{wordsOf(t, place)}</span>{' '}
          <strong class="place-band__name" dir="auto">
            {place.name}
          </strong>{' '}
          <span class="place-band__readers">{place.readers}</span>
        </span>
      </p>
      <WeaveBand seed={weaveSeed} loose={place.kind === 'leaving'} />
    </section>
  )
}
