import type { Logger } from '../platform/log.ts'

/** A terminal and a parent process may both deliver the same Ctrl-C. */
const SAME_MS = 1_000
const PARENT_EVERY_MS = 250

/**
 * Resolves with the reason at the first order to stop: SIGINT, SIGTERM, SIGHUP, or the end of the process that handed
 * over to this one. A second order, more than a second later, exits at once with the signal's code.
 */
export function onStopSignal(log: Logger): Promise<string> {
  let first = 0
  return new Promise((resolve) => {
    const stop = (reason: string, number: number): void => {
      const now = performance.now()
      if (first === 0) {
        first = now
        resolve(reason)
      } else if (number > 0 && now - first > SAME_MS) {
        log.warn('told to stop again: leaving at once')
        process.exit(128 + number)
      }
    }
    process.on('SIGINT', () => stop('SIGINT', 2))
    process.on('SIGTERM', () => stop('SIGTERM', 15))
    process.on('SIGHUP', () => stop('SIGHUP', 1))
    process.on('disconnect', () => stop('the parent process is gone', 0))
    process.channel?.unref()
    if (process.env.npm_lifecycle_event) {
      // npm passes SIGTERM on to its shell only, which dies of it and tells nobody.
      const parent = process.ppid
      const look = (): void => void (process.ppid !== parent && stop('the parent process is gone', 0))
      setInterval(look, PARENT_EVERY_MS).unref()
    }
  })
}
