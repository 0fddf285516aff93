/** Counts events by key in fixed windows; bounded in memory. */
export interface Limiter {
  /** Seconds to wait when the key is over its limit now, else 0. Counts nothing. */
  blockedFor(key: string): number
  /** Counts one event. @returns seconds to wait when this one is over the limit, else 0 */
  hit(key: string): number
  clear(key: string): void
}

/**
 * @param max events allowed in a window
 * @param windowMs length of a window
 * @param maxKeys when more keys are known, the oldest are forgotten
 */
export function createLimiter(max: number, windowMs: number, now: () => Date, maxKeys = 10_000): Limiter {
  const windows = new Map<string, { since: number; count: number }>()

  function current(key: string): { since: number; count: number } | undefined {
    const found = windows.get(key)
    if (found === undefined) return undefined
    if (now().getTime() - found.since < windowMs) return found
    windows.delete(key)
    return undefined
  }
  const wait = (window: { since: number }) =>
    Math.max(1, Math.ceil((window.since + windowMs - now().getTime()) / 1000))

  return {
    blockedFor(key) {
      const window = current(key)
      return window === undefined || window.count < max ? 0 : wait(window)
    },
    hit(key) {
      let window = current(key)
      if (window === undefined) {
        window = { since: now().getTime(), count: 0 }
        windows.set(key, window)
        if (windows.size > maxKeys) windows.delete(windows.keys().next().value!)
      }
      window.count += 1
      return window.count > max ? wait(window) : 0
    },
    clear: (key) => void windows.delete(key),
  }
}
