/** A stretch of a text that was found; `isMatch` where the words stand that were looked for. */
export interface Passage {
  readonly text: string
  readonly isMatch: boolean
}

/** What the database puts around a match: control characters, which no text of ours can hold (see `readForm`). */
export const matchStart = '\u0001'
export const matchEnd = '\u0002'

/** Cuts a headline of the database into stretches, so that a page can mark them without trusting any of it. */
export function passagesOf(headline: string): readonly Passage[] {
  return headline
    .split(matchStart)
    .flatMap((piece, index) => {
      if (index === 0) return [{ text: piece, isMatch: false }]
      const [match = '', ...rest] = piece.split(matchEnd)
      return [
        { text: match, isMatch: true },
        { text: rest.join(''), isMatch: false },
      ]
    })
    .map(({ text, isMatch }) => ({ text: withoutMarks(text), isMatch }))
    .filter(({ text }) => text !== '')
}

/** Members' Markdown as plain words: the marks would only be in the way here. */
const withoutMarks = (text: string): string => text.replace(/[*_`>#]+/g, '').replace(/\s+/g, ' ')
