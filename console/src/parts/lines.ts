/** As many lines as a person reads in a row. */
const MOST_LINES = 12

/** Lines of an order by their numbers. */
export function linesText(lineNos: readonly number[]): string {
  if (lineNos.length === 0) return ''
  const more = lineNos.length - MOST_LINES
  const named = lineNos.slice(0, MOST_LINES).join(', ')
  return `${lineNos.length === 1 ? 'line' : 'lines'} ${named}${more > 0 ? ` and ${more} more` : ''}`
}
