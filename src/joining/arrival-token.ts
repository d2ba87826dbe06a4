import { readCode } from '../codes.ts'
import type { Random } from '../ports.ts'

/** 60 bits: nobody guesses them in a quarter of an hour, and they can be typed from a screen. */
const length = 12

export const newArrivalToken = (random: Random): string => random.token().slice(0, length)

/** Whether a text from a form could be a token of ours. */
export const isArrivalToken = (text: string): boolean => /^[0-9a-hjkmnp-tv-z]{12}$/.test(text)

/** A token as somebody typed or scanned it, brought back to its own form. */
export const readArrivalToken = (typed: string): string => readCode(typed)

/** A token as it stands in the address: in groups of four. */
export const showArrivalToken = (token: string): string => token.match(/.{1,4}/g)?.join('-') ?? ''
