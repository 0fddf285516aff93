import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runScript } from '../tool.ts'
import { type Problem, readTree, type Tree } from '../tree.ts'

type Cruise = {
  modules: { source: string }[]
  summary: {
    violations: {
      type?: string
      from: string
      to: string
      cycle?: { name: string }[]
      rule: { name: string }
    }[]
    ruleSetUsed?: { forbidden?: { name: string; comment?: string }[] }
  }
}

const FOLDERS = ['src', 'console', 'test', 'bench', 'scripts']
const SOURCE = /\.tsx?$/

/**
 * Who imports whom, by the rules of .dependency-cruiser.cjs. A file of src that the cruiser did not read is a problem
 * too: a cruiser that reads nothing reports nothing.
 */
export async function checkDependencies(tree: Tree = readTree()): Promise<Problem[]> {
  const folders = FOLDERS.filter((folder) => existsSync(join(tree.root, folder)))
  const answer = await cruise(tree.root, folders)
  if (typeof answer === 'string') return [{ file: '', message: `dependency-cruiser failed: ${answer}` }]

  const seen = new Set(answer.modules.map((module) => module.source))
  const problems: Problem[] = tree.paths
    .filter((path) => path.startsWith('src/') && SOURCE.test(path) && !seen.has(path))
    .map((file) => ({ file, message: 'not read by the dependency check' }))

  const comments = new Map(answer.summary.ruleSetUsed?.forbidden?.map((rule) => [rule.name, rule.comment]))
  const cycles = new Set<string>()
  for (const violation of answer.summary.violations) {
    const { name } = violation.rule
    if (violation.cycle) {
      // A cycle is reported once from each of its files; one report is enough.
      const members = violation.cycle.map((member) => member.name)
      const key = [...new Set(members)].sort().join(' ')
      if (cycles.has(key)) continue
      cycles.add(key)
      problems.push({ file: violation.from, message: `${name}: ${[violation.from, ...members].join(' → ')}` })
    } else {
      const why = comments.get(name) ?? ''
      problems.push({ file: violation.from, message: `${name}: imports ${violation.to}. ${why}`.trim() })
    }
  }
  return problems
}

async function cruise(root: string, folders: string[]): Promise<Cruise | string> {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders]
  const ended = await runScript('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', args, {
    cwd: root,
  })
  // The exit code counts violations; only an answer that is not JSON is a failure of the tool.
  try {
    return JSON.parse(ended.out) as Cruise
  } catch {
    return ended.err.trim() || ended.out.trim() || `exit ${ended.code}`
  }
}
