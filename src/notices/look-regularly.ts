const LOOK_EVERY_MS = 1000

/** Something that sends what is due: it begins to with each look. */
interface Sender {
  look(): Promise<void>
  settled(): Promise<void>
}

/** What goes on while a folder is served. */
export interface LookingService {
  /** Ends once what is being sent is sent, or not; the rest is gone on with at the next start. */
  close(): Promise<void>
}

/** Has a sender look every second, one look at a time. */
export function lookRegularly(sender: Sender, failed: (error: unknown) => void): LookingService {
  let looking: Promise<void> | undefined
  const timer = setInterval(() => {
    looking ??= sender
      .look()
      .catch(failed)
      .finally(() => {
        looking = undefined
      })
  }, LOOK_EVERY_MS)
  return {
    async close() {
      clearInterval(timer)
      await looking
      await sender.settled()
    },
  }
}
