/** What comes in a stream is worked off in batches: looking for work costs more than most of it. */
const restMilliseconds = 50

/** Wakes at once, and then at most once in 50 milliseconds however often it is asked; the last asking is never lost. */
export function createCalmWaker(wake: () => void): () => void {
  let isResting = false
  let wasAsked = false
  const rest = () => {
    isResting = true
    setTimeout(() => {
      isResting = false
      if (wasAsked) now()
    }, restMilliseconds)
  }
  const now = () => {
    wasAsked = false
    wake()
    rest()
  }
  return () => {
    if (isResting) wasAsked = true
    else now()
  }
}
