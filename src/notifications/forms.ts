import type { SubmittedForm } from '../web/forms.ts'
import type { Topic } from './kinds.ts'
import { type Choice, type Choices, eachTopic, type Rhythm } from './rules.ts'

/** Ways besides the app that the form offered; a way that it did not offer stays as it was. */
export interface OfferedWays {
  readonly push: boolean
  readonly email: boolean
}

/** What she ticked for each topic. */
export function readChosen(form: SubmittedForm, offered: OfferedWays, current: Choices): Choices {
  const of = (topic: Topic): Choice => {
    const ticked = form.all(topic)
    return {
      inApp: ticked.includes('app'),
      push: offered.push ? ticked.includes('push') : current[topic].push,
      email: offered.email ? ticked.includes('email') : current[topic].email,
    }
  }
  return eachTopic(of)
}

/** Daily unless she asks for weekly. */
export const readRhythm = (form: SubmittedForm): Rhythm => (form.line('everyDays') === '7' ? 7 : 1)
