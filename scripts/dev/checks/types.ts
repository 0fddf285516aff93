import { join } from 'node:path'
import { runScript } from '../tool.ts'
import { type Problem, readTree, ROOT, type Tree } from '../tree.ts'

const SOURCE = /^(?:src|test|bench|scripts|clients|examples|console)\/.*\.tsx?$/
const PLACE = /^(.+?):(\d+):\d+: (.*)$/

/**
 * What the compiler says of every file, by the tsconfig nearest to it, and one rule that needs types: a promise that nobody
 * awaits, returns, keeps or marks with `void` is a fault that nobody hears of. Generated files are not left out.
 */
export async function checkTypes(tree: Tree = readTree()): Promise<Problem[]> {
  if (!tree.paths.some((path) => SOURCE.test(path))) return []
  const how = ['--config', join(ROOT, 'scripts/dev/types.oxlint.json'), '--type-aware', '--type-check']
  const ended = await runScript('node_modules/oxlint/bin/oxlint', [...how, '--format=unix'], {
    cwd: tree.root,
    env: { OXLINT_TSGOLINT_PATH: join(ROOT, 'node_modules/.bin/tsgolint') },
  })
  if (ended.code === 0) return []
  const problems = ended.out.split('\n').flatMap((line): Problem[] => {
    const [, file, at, message] = PLACE.exec(line) ?? []
    return file ? [{ file, line: Number(at), message: message! }] : []
  })
  return problems.length > 0 ? problems : [{ file: '', message: `${ended.out}\n${ended.err}`.trim() }]
}
