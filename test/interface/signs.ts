import type { Page } from 'playwright-core'

/** Everything by which a page tells whether it stays inside, as it is drawn. */
export interface Signs {
  readonly place: string
  readonly title: string
  readonly bandWords: string
  readonly readers: string
  /** The icon of the place band. */
  readonly sign: string
  readonly bandIsDashed: boolean
  readonly pageIsDashed: boolean
  readonly weave: 'whole' | 'loose' | 'none'
  /** Colours as `red,green,blue`. */
  readonly bandTint: string
  readonly ground: string
  readonly tabs: boolean
  readonly composers: number
  readonly composersAreWhole: boolean
  /** The same without the lock, which is a picture. */
  readonly composersAreFramed: boolean
  readonly insideButtons: number
  readonly insideButtonsAreLocked: boolean
  /** Those that send; a link may lead to where something leaves. */
  readonly leavingButtons: number
  readonly leavingButtonsAreOpen: boolean
  /** The same without the open door, which is a picture. */
  readonly leavingButtonsAreDashed: boolean
  /** The line around the icon of the place band: it is there without the icon. */
  readonly signLine: string
  /** Whether a colour fills what then says nothing. */
  readonly signIsFilled: boolean
}

export const readSigns = (page: Page): Promise<Signs> => page.evaluate<Signs>(read)

const read = `(() => {
  const every = (selector) => [...document.querySelectorAll(selector)]
  const band = document.querySelector('.place-band')
  const iconOf = (element) => element?.querySelector('use')?.getAttribute('href')?.split('#')[1] ?? ''
  const wordsOf = (element) => (element?.textContent ?? '').replace(/\\s+/gu, ' ').trim()
  const style = (element) => getComputedStyle(element)
  const isDashed = (element) => element !== null &&
    ['Top', 'Left'].some((side) => style(element)['border' + side + 'Style'] === 'dashed' && parseFloat(style(element)['border' + side + 'Width']) >= 1)
  const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const colour = (element) => {
    paint.clearRect(0, 0, 1, 1)
    paint.fillStyle = style(element).backgroundColor
    paint.fillRect(0, 0, 1, 1)
    return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3).join()
  }
  const sign = document.querySelector('.place-band__sign')
  const weave = document.querySelector('.weave svg')
  const composers = every('.composer__frame')
  const inside = every('.button[data-kind=inside]')
  const leaving = every('.button[data-kind=leaving]')
  return {
    place: document.documentElement.dataset.place ?? '',
    title: document.title,
    bandWords: wordsOf(band?.querySelector('.place-band__words span:not(.place-band__sign) > span')),
    readers: wordsOf(band?.querySelector('.place-band__readers')),
    sign: iconOf(band?.querySelector('.place-band__sign')),
    bandIsDashed: band !== null && isDashed(band),
    pageIsDashed: isDashed(document.querySelector('.columns')) || isDashed(document.querySelector('.main')),
    weave: !weave ? 'none' : weave.innerHTML.includes('42%') ? 'loose' : 'whole',
    bandTint: band ? colour(band) : '',
    ground: colour(document.documentElement),
    tabs: document.querySelector('nav.tab-bar') !== null,
    composers: composers.length,
    composersAreWhole: composers.every((one) => style(one).borderTopStyle === 'solid' &&
      iconOf(one.querySelector('.composer__place')) === 'lock' && wordsOf(one.querySelector('.composer__place')) !== ''),
    composersAreFramed: composers.every((one) => style(one).borderTopStyle === 'solid' && wordsOf(one.querySelector('.composer__place')) !== ''),
    insideButtons: inside.length,
    insideButtonsAreLocked: inside.every((one) => iconOf(one) === 'lock' && wordsOf(one) !== ''),
    leavingButtons: leaving.filter((one) => one.localName === 'button').length,
    leavingButtonsAreOpen: leaving.every((one) => iconOf(one) === 'door-open' && style(one).borderTopStyle === 'dashed' && wordsOf(one) !== ''),
    leavingButtonsAreDashed: leaving.every((one) => style(one).borderTopStyle === 'dashed' && wordsOf(one) !== ''),
    signLine: sign ? style(sign).borderTopStyle : 'none',
    signIsFilled: sign ? style(sign).backgroundColor !== 'rgba(0, 0, 0, 0)' : false,
  }
})()`
