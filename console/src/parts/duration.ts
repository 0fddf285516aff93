const UNITS = {
  Y: 'year',
  M: 'month',
  W: 'week',
  D: 'day',
  TH: 'hour',
  TM: 'minute',
  TS: 'second',
} as const

/** A duration of ISO 8601 in words; what it does not know stays as it is. */
export function durationText(text: string): string {
  const [days = '', hours = ''] = text.slice(1).split('T')
  const parts = [...named(days, ''), ...named(hours, 'T')]
  return parts.length === 0 ? text : parts.join(' ')
}

function named(text: string, prefix: '' | 'T'): string[] {
  return [...text.matchAll(/([\d.,]+)([A-Z])/g)].map(([all, count, letter]) => {
    const unit = UNITS[`${prefix}${letter}` as keyof typeof UNITS] as string | undefined
    return unit === undefined ? all : `${count} ${unit}${count === '1' ? '' : 's'}`
  })
}
