import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * A folder of real inputs that nobody here wrote, read from where they are (SAMPLE_DATA) and never copied.
 *
 * @returns the folder, or why the tests that read it are skipped
 */
export function sampleData(name: string): { folder: string; skip: string | false } {
  const folder = join(resolve(root, process.env['SAMPLE_DATA'] ?? '../shared/data'), name)
  const skip = existsSync(folder) ? false : `real inputs are missing: there is no ${folder} (set SAMPLE_DATA)`
  return { folder, skip }
}
