/** A span of time as a person says it; a number and its unit stand in one line. */
export function spanText(seconds: number): string {
  if (seconds > 0 && seconds < 1) return `${Math.round(seconds * 1000)}\u00a0ms`
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))}\u00a0s`
  if (seconds < 5400) return `${Math.round(seconds / 60)}\u00a0min`
  return seconds < 172_800
    ? `${Math.round(seconds / 3600)}\u00a0h`
    : `${Math.round(seconds / 86_400)}\u00a0days`
}
