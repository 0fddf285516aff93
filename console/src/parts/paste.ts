/** What a spreadsheet puts on the clipboard: rows of cells, split by tabs; a cell with a tab, a break or a quote is quoted. */
export function readSheet(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (sign === '"' && cell === '' && closes(text, at)) quoted = true
    else if (sign === '\t') {
      row.push(cell.trim())
      cell = ''
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at += 1
      rows.push([...row, cell.trim()])
      row = []
      cell = ''
    } else cell += sign
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell.trim()])
  return rows
}

/** Whether a quote at the beginning of a cell has its end before a tab, a break or the end of the text: else it is a sign of the cell. */
function closes(text: string, open: number): boolean {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue
    if (text[at + 1] === '"') at += 1
    else return text[at + 1] === undefined || '\t\r\n'.includes(text[at + 1]!)
  }
  return false
}

/** Where pasted cells go: by the names of a first row that names columns, else from the column of the cursor on. */
interface Placed<C extends string> {
  rows: Partial<Record<C, string>>[]
  /** What was not taken, in words. */
  left: string[]
}

/**
 * Places pasted cells in columns. The first row names columns when two of its cells do, or when it is one cell that does; columns of
 * other names are left out and named. Empty rows are left out.
 */
export function placeSheet<C extends string>(
  sheet: readonly (readonly string[])[],
  {
    columns,
    named: nameable,
    from,
    names,
    most,
  }: {
    /** Where cells go that no first row names. */
    columns: readonly C[]
    /** Those that a first row may name. */
    named: readonly C[]
    from: C
    /** Column by its name in small letters. */
    names: Readonly<Record<string, C>>
    /** Rows that there is room for. */
    most: number
  },
): Placed<C> {
  const filled = sheet.filter((row) => row.some((cell) => cell !== ''))
  const head = filled[0] ?? []
  const named = head.map((cell): C | undefined => {
    const column = Object.hasOwn(names, cell.toLowerCase()) ? names[cell.toLowerCase()] : undefined
    return column !== undefined && nameable.includes(column) ? column : undefined
  })
  const known = named.filter((one) => one !== undefined).length
  const isHead = known >= 2 || (known === 1 && head.length === 1)
  const start = columns.indexOf(from)
  const target = isHead ? named : columns.slice(start)
  const rows = isHead ? filled.slice(1) : filled
  const left: string[] = []
  if (isHead)
    for (const [index, cell] of head.entries())
      if (named[index] === undefined && cell !== '') left.push(`The column “${cell}” was not taken.`)
  const beyond = isHead
    ? 0
    : rows.filter((row) => row.slice(target.length).some((cell) => cell !== '')).length
  if (beyond > 0) left.push(`Cells beyond the last column were not taken, in ${beyond} rows.`)
  if (rows.length > most)
    left.push(`The last ${rows.length - most} rows were not taken: there is no room for them.`)
  return {
    left,
    rows: rows.slice(0, most).map((row) => {
      const placed: Partial<Record<C, string>> = {}
      for (const [index, cell] of row.entries()) {
        const column = target[index]
        if (column !== undefined) placed[column] = cell
      }
      return placed
    }),
  }
}
