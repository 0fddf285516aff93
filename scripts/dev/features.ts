import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkFeatureList } from './checks/features.ts'
import { type Feature, type FeatureText, groupOf, idsOf, readFeatureList } from './feature-list.ts'
import { readResults, type Results, stateOfTree, type TestResult } from './results.ts'
import { runScript } from './tool.ts'
import { describe, readTree, ROOT } from './tree.ts'

const PAGE = 'docs/features.md'

/**
 * Which features do the tests of this very code show? Uses the last results if they are of the same code, else runs the
 * tests (`--as-is` takes the last results whatever they are of, and writes nothing). Writes docs/features.md; `--json`
 * prints {"shown": […], "missing": […]} instead of a summary. The answer is the exit code.
 */
export async function run(args: string[]): Promise<number> {
  const tree = readTree()
  const wrong = checkFeatureList(tree)
  if (wrong.length > 0) return complain(wrong.map(describe))

  const asIs = args.includes('--as-is')
  const results = asIs ? readResults() : await resultsOfThisCode()
  if (!results) return complain(['There are no results of tests'])

  const { features, groups, texts } = readFeatureList(tree)
  const shown = shownBy(results.tests, features)
  const missing = features.map((feature) => feature.id).filter((id) => !shown.has(id))
  if (!asIs) writeFileSync(join(ROOT, PAGE), page(features, groups, texts, shown))
  if (args.includes('--json')) {
    console.log(
      JSON.stringify({ shown: features.map((feature) => feature.id).filter((id) => shown.has(id)), missing }),
    )
  } else {
    const musts = features.filter((feature) => feature.level === 'must')
    const mustsShown = musts.filter((feature) => shown.has(feature.id)).length
    console.log(
      `${shown.size} of ${features.length} features are shown, ${mustsShown} of ${musts.length} musts`,
    )
  }
  const untold = [...shown.keys()].filter((id) => !texts[id] || 'notYet' in texts[id])
  if (untold.length > 0)
    return complain([`docs/reference/features.json does not tell of ${untold.join(', ')}`])
  return 0
}

/** The features that at least one test shows and none contradicts, with the files that show them. */
export function shownBy(tests: TestResult[], features: Feature[]): Map<string, string[]> {
  const known = new Set(features.map((feature) => feature.id))
  const shown = new Map<string, string[]>()
  const refuted = new Set<string>()
  for (const test of tests) {
    for (const id of idsOf(test.title, known)) {
      if (!test.ok) refuted.add(id)
      else if (!test.skipped) shown.set(id, [...new Set([...(shown.get(id) ?? []), test.file])])
    }
  }
  for (const id of refuted) shown.delete(id)
  return shown
}

async function resultsOfThisCode(): Promise<Results | undefined> {
  const { sources } = stateOfTree()
  const last = readResults()
  if (last?.sources === sources) return last
  console.error('The last results are of other code: the tests run now')
  const ended = await runScript('scripts/dev/test.ts', [], { limitMs: 3_600_000, show: true })
  if (ended.code !== 0) console.error('Some tests fail: what they show does not count')
  return readResults()
}

function page(
  features: Feature[],
  groups: [string, string][],
  texts: Record<string, FeatureText>,
  shown: Map<string, string[]>,
): string {
  const lines = [
    '# Features',
    '',
    '<!-- Written by npm run features from the results of the tests and docs/reference/. -->',
    '',
    `Docket keeps a list of ${features.length} features of order-to-cash systems. A feature counts as there when a`,
    'passing test shows it; the title of that test begins with the ID of the feature.',
    '',
    '| Level | There | Not yet |',
    '|---|---|---|',
  ]
  for (const level of ['must', 'should', 'optional'] as const) {
    const ofLevel = features.filter((feature) => feature.level === level)
    const there = ofLevel.filter((feature) => shown.has(feature.id)).length
    lines.push(`| ${level} | ${there} | ${ofLevel.length - there} |`)
  }
  for (const [group, name] of groups) {
    const ofGroup = features.filter((feature) => groupOf(feature.id) === group)
    if (ofGroup.length === 0) continue
    const there = ofGroup.filter((feature) => shown.has(feature.id))
    lines.push('', `## ${group}: ${name}`, '')
    if (there.length > 0) {
      lines.push('| ID | What it does | Where |', '|---|---|---|')
      for (const { id } of there) {
        const text = texts[id]
        const { says, where } = text && 'says' in text ? text : { says: '(not told yet)', where: '' }
        lines.push(`| ${id} | ${cell(says)} | ${cell(where)} |`)
      }
      lines.push('')
    }
    const notYet = (['must', 'should', 'optional'] as const).flatMap((level) => {
      const ids = ofGroup
        .filter((feature) => feature.level === level && !shown.has(feature.id))
        .map(({ id }) => id)
      return ids.length === 0 ? [] : [`${level} ${ids.join(', ')}`]
    })
    if (notYet.length > 0) lines.push(`Not yet: ${notYet.join('; ')}.`)
    const why = ofGroup.flatMap(({ id }) => {
      const text = texts[id]
      return text && 'notYet' in text && !shown.has(id) ? [`- ${id}: ${text.notYet}`] : []
    })
    if (why.length > 0) lines.push('', ...why)
  }
  return `${lines.join('\n').trimEnd()}\n`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function complain(lines: string[]): number {
  for (const line of lines) console.error(line)
  return 1
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
