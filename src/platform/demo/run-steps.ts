import type { StoryStep } from './story-place.ts'

/** Runs steps one after another, a line for each with its time; stops at the first that fails and returns false. */
export async function runSteps(steps: readonly StoryStep[], print: (line: string) => void): Promise<boolean> {
  for (const step of steps) {
    const started = performance.now()
    const failure = await step.run().then(
      () => undefined,
      (fault: unknown) => fault,
    )
    const milliseconds = String(Math.round(performance.now() - started)).padStart(6)
    print(`${failure === undefined ? 'ok  ' : 'FAIL'} ${milliseconds} ms  ${step.name}`)
    if (failure === undefined) continue
    print(`       ${failure instanceof Error ? failure.message : String(failure)}`)
    return false
  }
  return true
}
