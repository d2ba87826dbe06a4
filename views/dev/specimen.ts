import type { Child } from 'hono/jsx'

/** One component, with what it looks like in each state; a state's name says when it is so. */
export interface Specimen {
  /** As it is exported. */
  readonly name: string
  readonly states: readonly (readonly [string, Child])[]
}

/** An address that leads nowhere: nothing on the page does anything. */
export const nowhere = '#main'
