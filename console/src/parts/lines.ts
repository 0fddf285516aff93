/** As many lines as a person reads in a row. */
const MOST_LINES = 12

/** Lines of an order by their numbers; `count`: how many there are, if not all of them are known. */
export function linesText(lineNos: readonly number[], count = lineNos.length): string {
  if (lineNos.length === 0) return ''
  const shown = lineNos.slice(0, MOST_LINES)
  const more = count - shown.length
  const named = shown.join(', ')
  return `${count === 1 ? 'line' : 'lines'} ${named}${more > 0 ? ` and ${more} more` : ''}`
}
