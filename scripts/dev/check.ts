import { type Problem, describe, readTree, type Tree } from './tree.ts'
import { runScript } from './tool.ts'
import { checkModuleMap } from './module-map.ts'
import { checkDependencies } from './checks/dependencies.ts'
import { checkDocs } from './checks/docs.ts'
import { checkFeatureList } from './checks/features.ts'
import { checkFileSizes } from './checks/files.ts'
import { checkSql } from './checks/sql.ts'
import { checkClocks, checkWords } from './checks/words.ts'
import { checkDuplicateTitles } from './checks/titles.ts'
import { checkTypes } from './checks/types.ts'
import { parallel } from './parallel.ts'

type Step = { name: string; run: (tree: Tree) => Problem[] | Promise<Problem[]> }

/** The steps of `npm run check`; those that start a process and last longest come first. */
const STEPS: Step[] = [
  { name: 'types', run: checkTypes },
  {
    name: 'dead code',
    run: async () => [...(await deadCode('knip.json')), ...(await deadCode('knip.production.json'))],
  },
  { name: 'dependencies', run: checkDependencies },
  { name: 'generated', run: () => problemsOf('scripts/dev/generate.ts', ['--check', '--json']) },
  { name: 'lint', run: () => textOf('node_modules/oxlint/bin/oxlint', LINT) },
  { name: 'format', run: checkFormat },
  { name: 'module map', run: checkModuleMap },
  { name: 'sql', run: checkSql },
  { name: 'clocks', run: checkClocks },
  { name: 'words', run: checkWords },
  { name: 'file size', run: checkFileSizes },
  { name: 'docs', run: checkDocs },
  { name: 'features', run: checkFeatureList },
  { name: 'test titles', run: checkDuplicateTitles },
]

const LINT = ['--deny-warnings', '--report-unused-disable-directives', '--format=unix']

/**
 * Runs every rule of the house and prints one line per step and all failures. Arguments choose steps by name
 * (`check types lint`). The answer is the exit code.
 */
export async function run(args: string[]): Promise<number> {
  const chosen = STEPS.filter((step) => args.length === 0 || args.some((arg) => step.name.startsWith(arg)))
  if (chosen.length === 0) {
    console.error(`No such step. There are: ${STEPS.map((step) => step.name).join(', ')}`)
    return 2
  }
  const began = performance.now()
  const tree = readTree()
  let failed = 0
  await parallel(chosen, 2, async (step) => {
    const start = performance.now()
    const problems = await attempt(() => step.run(tree))
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    if (problems.length > 0) failed++
    console.log(
      `${problems.length === 0 ? 'ok  ' : 'FAIL'}  ${step.name.padEnd(14)} ${seconds.padStart(5)} s`,
    )
    for (const problem of problems) console.log(`        ${describe(problem).replaceAll('\n', '\n        ')}`)
  })
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(
    failed === 0
      ? `All ${chosen.length} steps hold (${seconds} s)`
      : `${failed} of ${chosen.length} steps fail (${seconds} s)`,
  )
  return failed === 0 ? 0 : 1
}

/** A step that throws fails, and the others still run. */
async function attempt(work: () => Problem[] | Promise<Problem[]>): Promise<Problem[]> {
  try {
    return await work()
  } catch (error) {
    return [{ file: '', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }]
  }
}

/** Runs one of our scripts that prints its problems as JSON. */
async function problemsOf(script: string, args: string[]): Promise<Problem[]> {
  const ended = await runScript(script, args)
  try {
    return JSON.parse(ended.out) as Problem[]
  } catch {
    return [{ file: '', message: `${script} failed: ${ended.err || ended.out || ended.code}` }]
  }
}

/** What nothing uses; `knip.production.json` sees no test, so it finds what only tests use. Oracles stand under `test/`. */
function deadCode(config: string): Promise<Problem[]> {
  return textOf('node_modules/knip/bin/knip.js', ['--no-progress', '--no-config-hints', '--config', config])
}

/** Runs a tool whose exit code says whether all is well; what it prints is shown as it is. */
async function textOf(script: string, args: string[]): Promise<Problem[]> {
  const ended = await runScript(script, args)
  if (ended.code === 0) return []
  return [{ file: '', message: `${ended.out}\n${ended.err}`.trim() || `exit ${ended.code}` }]
}

async function checkFormat(): Promise<Problem[]> {
  const ended = await runScript('node_modules/oxfmt/bin/oxfmt', ['--list-different'])
  if (ended.code === 0) return []
  const files = ended.out.split('\n').filter((line) => line.trim() !== '')
  if (files.length === 0) return [{ file: '', message: ended.err.trim() || `exit ${ended.code}` }]
  return files.map((file) => ({ file: file.trim(), message: 'not formatted: npm run fix' }))
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
