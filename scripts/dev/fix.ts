import { run as generate } from './generate.ts'
import { runScript } from './tool.ts'

/** Writes what is generated, then mends what the linter and the formatter can mend. The answer is the exit code. */
export async function run(_args: string[]): Promise<number> {
  const generated = await generate([])
  const lint = await runScript('node_modules/oxlint/bin/oxlint', ['--fix', '--format=unix'])
  if (lint.code !== 0) console.log(lint.out.trim() || lint.err.trim())
  const format = await runScript('node_modules/oxfmt/bin/oxfmt', [])
  if (format.code !== 0) console.error(format.err.trim() || format.out.trim())
  return generated || lint.code || format.code ? 1 : 0
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
