import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readRows } from '../csv-rows.ts'
import { ImportRefused } from '../importer.ts'
import type { Mapping } from './mapping.ts'
import type { SourceRow } from './plan.ts'

/** Most rows that one import takes: its plan is held in memory, about 600 bytes a row. */
const MOST_ROWS = 5_000_000

/**
 * Reads every CSV file of a folder, in order of their names.
 *
 * @param progress told how many rows were read
 * @throws ImportRefused when there is no file, or a header lacks a column of the mapping
 */
export async function readFolder(
  folder: string,
  { columns }: Mapping,
  options: { delimiter?: string; progress?(rows: number): void },
): Promise<SourceRow[]> {
  const files = (await readdir(folder)).filter((name) => name.toLowerCase().endsWith('.csv')).toSorted()
  if (files.length === 0) throw new ImportRefused([`There is no CSV file in "${folder}".`])
  const rows: SourceRow[] = []
  const { delimiter } = options
  for (const file of files) {
    let places: Record<keyof Mapping['columns'], number> | undefined
    const source = createReadStream(join(folder, file))
    for await (const batch of readRows({ source, ...(delimiter === undefined ? {} : { delimiter }) })) {
      for (const { row, cells, problems } of batch) {
        const problem = problems?.[0]?.message
        if (!places) {
          if (problem !== undefined) throw new ImportRefused([`The header of "${file}": ${problem}`])
          places = placesOf(file, cells, columns)
        } else {
          const refused = problem !== undefined && { problem }
          rows.push({ file, row, cells: named(cells, places), ...refused })
        }
      }
      if (rows.length > MOST_ROWS) throw new ImportRefused([`More than ${MOST_ROWS} rows at once.`])
      options.progress?.(rows.length)
    }
    if (!places) throw new ImportRefused([`The file "${file}" has no header.`])
  }
  return rows
}

function placesOf(
  file: string,
  header: readonly string[],
  columns: Mapping['columns'],
): Record<keyof Mapping['columns'], number> {
  const names = header.map((cell) => cell.trim())
  const wrong: string[] = []
  const places = Object.entries(columns).map(([field, name]) => {
    const place = names.indexOf(name)
    if (place < 0) wrong.push(`The column "${name}" is missing in "${file}".`)
    return [field, place]
  })
  if (wrong.length > 0) throw new ImportRefused(wrong)
  return Object.fromEntries(places) as Record<keyof Mapping['columns'], number>
}

function named(
  cells: readonly string[],
  places: Record<keyof Mapping['columns'], number>,
): SourceRow['cells'] {
  const cell = (field: keyof Mapping['columns']) => (cells[places[field]] ?? '').trim()
  return {
    document: cell('document'),
    item: cell('item'),
    description: cell('description'),
    quantity: cell('quantity'),
    at: cell('at'),
    price: cell('price'),
    customer: cell('customer'),
    country: cell('country'),
  }
}
