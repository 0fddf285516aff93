type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'idle'

const TONES: [RegExp, Tone][] = [
  [/^awaiting/, 'busy'],
  [/fail|abort|reject|refus|overdue|broken|late|error|slips/, 'bad'],
  [/hold|suspend|pending|waiting_|backorder|cancelling|revision|draft|partial|unpaid|open|amending/, 'warn'],
  [/^waiting$|^not|^un|skipped|cancelled|returned|duplicate/, 'idle'],
  [/complete|^done$|closed|shipped|billed|paid|released|accepted|green|settled|gains/, 'good'],
  [/progress|running|ready|request|reserved|scheduled|awaiting/, 'busy'],
]

/** The color of a status word. It only repeats what the word says. */
export function toneOf(status: string): Tone {
  const word = status.toLowerCase()
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
