import { relative } from 'node:path'
import { inspect } from 'node:util'
import type { TestEvent } from 'node:test/reporters'
import { ROOT } from './tree.ts'
import type { TestResult } from './results.ts'

const MOST_OUTPUT = 20_000

/**
 * What the reporter of one file has heard. `faults` says how often the file failed as a file: crashed, did not end, or
 * holds two tests of one title. `failures` and `skips` are ready to print.
 */
export type Heard = {
  file: string
  good: boolean
  tests: TestResult[]
  faults: number
  failures: string[]
  skips: string[]
}

/**
 * Turns the events of one test file into what was heard and a line for a person, with all that the file printed if it
 * failed.
 */
export async function reportFile(
  file: string,
  events: AsyncIterable<TestEvent>,
): Promise<Heard & { line: string }> {
  const heard: Heard = { file, good: true, tests: [], faults: 0, failures: [], skips: [] }
  const began = performance.now()
  const open: string[] = []
  const seen = new Set<string>()
  let output = ''
  let count = 0
  const fail = (title: string[], why: string): void => {
    heard.good = false
    heard.failures.push(`✗ ${[file, ...title].join(' › ')}\n${indent(why)}`)
  }

  for await (const event of events) {
    if (event.type === 'test:start') {
      open.length = event.data.nesting
      open.push(event.data.name)
    } else if (event.type === 'test:stdout' || event.type === 'test:stderr') {
      output = (output + event.data.message).slice(-MOST_OUTPUT)
    } else if (event.type === 'test:pass' || event.type === 'test:fail') {
      const ok = event.type === 'test:pass'
      const { name, nesting, details, skip, todo } = event.data
      const isFile = relative(ROOT, name).replaceAll('\\', '/') === file
      const path = open.slice(0, nesting)
      const title = isFile ? [] : [...path, name]
      const error = 'error' in details ? details.error : undefined
      // A parent that failed only because of a test within has nothing to add.
      if (!ok && !isEcho(error)) fail(title, inspect(error?.cause ?? error, { depth: 6 }))
      if (isFile && !ok) heard.faults += 1
      if (isFile || details.type === 'suite') continue

      const key = title.join('\0')
      if (seen.has(key)) {
        fail(title, 'two tests of this file carry this title')
        heard.faults += 1
      }
      seen.add(key)
      count++
      const skipped = skip || (todo ? (typeof todo === 'string' ? `to do: ${todo}` : 'to do') : false)
      if (skipped) {
        heard.skips.push(
          `– ${[file, ...title].join(' › ')}: ${skipped === true ? 'no reason given' : skipped}`,
        )
      }
      heard.tests.push({ title: name, path, file, ok, skipped, ms: Math.round(details.duration_ms) })
    }
  }

  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const line = `${heard.good ? 'ok  ' : 'FAIL'}  ${file}  ${count} tests, ${seconds} s\n`
  return { ...heard, line: heard.good || output === '' ? line : `${line}${indent(output.trimEnd())}\n` }
}

/**
 * The end of a report: every failure in full, every skip with its reason, what failed beside others and passed alone, and
 * last the line of the sums.
 */
export function reportEnd(heard: readonly Heard[], unsteady: readonly Heard[]): string {
  const parts = heard.flatMap((one) => one.failures)
  const skips = heard.flatMap((one) => one.skips)
  if (skips.length > 0) parts.push(`SKIPPED, so not shown to work:\n${skips.join('\n')}`)
  if (unsteady.length > 0) {
    const how = unsteady.flatMap((one) => one.failures)
    parts.push(`PASSED ONLY ALONE, after it failed beside others:\n${how.join('\n\n')}`)
  }
  return `\n${[...parts, summaryLine(heard)].join('\n\n')}\n`
}

/** "12 passed, 0 failed, 1 skipped". A file that crashed counts as a failure. */
function summaryLine(heard: readonly Heard[]): string {
  const tests = heard.flatMap((one) => one.tests)
  const skipped = tests.filter((test) => test.skipped && test.ok).length
  const failed = tests.filter((test) => !test.ok).length
  const passed = tests.length - skipped - failed
  const faults = heard.reduce((sum, one) => sum + one.faults, 0)
  return `${passed} passed, ${failed + faults} failed, ${skipped} skipped`
}

/** Does this error only say that a test within failed? */
function isEcho(error: unknown): boolean {
  return (error as { failureType?: string } | undefined)?.failureType === 'subtestsFailed'
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ')
}
