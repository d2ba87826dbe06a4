import type { FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { Place } from '../shell.ts'
import { Icon } from './icon.tsx'
import { placeIcons } from './place-band.tsx'

/** Who can read what is on the page, for the side of a wide screen. Children are more about the place: its rules. */
export const ReaderAudience: FC<PropsWithChildren<{ t: Translator; place: Place }>> = ({
  t,
  place,
  children,
}) => (
  <>
    <h2 class="section__title">{t('shell.audience.title')}</h2>
    {place.kind !== 'door' && (
      <p class="audience" data-place={place.kind}>
        <Icon name={placeIcons[place.kind]} />
        <span>
          <strong dir="auto">{place.name}</strong>
          <br />
          {place.readers}
        </span>
      </p>
    )}
    {place.kind === 'inside' && <p>{t('shell.audience.stays')}</p>}
    {children}
    <p>
      <a href="/help">{t('shell.audience.more')}</a>
    </p>
    <p>
      <a href="/about/data">{t('about.toData')}</a>
    </p>
  </>
)
