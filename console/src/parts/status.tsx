type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'idle'

const TONES: [RegExp, Tone][] = [
  [/fail|abort|reject|refus|overdue|broken|late|uncollect/, 'bad'],
  [/hold|suspend|pending|waiting|backorder|cancell|revision|draft|partial|unpaid|open|due|amending/, 'warn'],
  [/^not_|not started|unshipped|unbilled|skipped|closed|none|inactive/, 'idle'],
  [/complete|shipped|billed|invoiced|paid|released|accepted|green|received|done|applied|settled/, 'good'],
  [/progress|running|ready|request|reserved|promised|planned|picking/, 'busy'],
]

/** The color of a status word. It only repeats what the word says. */
export function toneOf(status: string): Tone {
  const word = status.toLowerCase()
  if (/^waiting$|^not|^un(?:shipped|billed|invoiced)/.test(word)) return 'idle'
  return TONES.find(([pattern]) => pattern.test(word))?.[1] ?? 'idle'
}

/** A wire word as a person reads it. */
export function words(code: string): string {
  const text = code.replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function Status({ value, name }: { value: string; name?: string }) {
  return <span className={`status ${toneOf(value)}`}>{name ?? words(value)}</span>
}
