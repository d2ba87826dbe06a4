import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'

/** What somebody sent with a form, cleaned but not judged: rules belong to the use cases. */
export interface SubmittedForm {
  /** One line: trimmed, NFC, without control characters; empty when absent. */
  line(name: string): string
  /** Several lines: as `line`, but with `\n` kept. */
  text(name: string): string
  /** Exactly as typed, for passphrases (NFC only, so that every keyboard gives the same bytes). */
  secret(name: string): string
  /** True for a ticked box. */
  flag(name: string): boolean
  /** Every value of a repeated field. */
  all(name: string): string[]
  /** Files that were really chosen; browsers send an empty one for an empty field. */
  files(name: string): File[]
}

/** A form without pictures, in bytes; no field of one with pictures is longer either. */
export const longestForm = 256 * 1024

/** More than any page of ours asks for. */
const mostFields = 500

/**
 * Reads a form of either encoding; anything else, a broken body or more fields than any form has is a plain 400, and
 * a field that is longer than a whole form a 413: cleaning it, or looking for one among many, would take seconds.
 */
export async function readForm(c: Context): Promise<SubmittedForm> {
  const form = await c.req.formData().catch((cause: unknown) => {
    if (cause instanceof HTTPException) throw cause
    // A body over the limit surfaces here as a broken stream; its own answer must win.
    if (cause instanceof Error && cause.name === 'BodyLimitError') throw cause
    throw new HTTPException(400)
  })
  const values = Array.from(form.values())
  if (values.length > mostFields) throw new HTTPException(400)
  if (values.some((value) => typeof value === 'string' && value.length > longestForm)) {
    throw new HTTPException(413)
  }
  const string = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const text = (value: string): string =>
    value
      .replaceAll('\r\n', '\n')
      .normalize('NFC')
      .replace(/[^\P{Cc}\n\t]/gu, '')
      .trim()
  return {
    line: (name) => text(string(name)).replace(/\s+/gu, ' '),
    text: (name) => text(string(name)),
    secret: (name) => string(name).normalize('NFC'),
    flag: (name) => form.has(name),
    all: (name) =>
      form
        .getAll(name)
        .filter((value) => typeof value === 'string')
        .map(text),
    files: (name) => form.getAll(name).filter((value) => value instanceof File && value.size > 0) as File[],
  }
}
