import { relative } from 'node:path'
import { inspect } from 'node:util'
import type { TestEvent } from 'node:test/reporters'
import { ROOT } from './tree.ts'
import type { TestResult } from './results.ts'

const MOST_OUTPUT = 20_000

/**
 * What the reporters of all files have heard. `faults` names files that failed as files: crashed, did not end, or hold
 * two tests of one title. `failures` and `skips` are ready to print.
 */
export type Heard = { tests: TestResult[]; faults: string[]; failures: string[]; skips: string[] }

/**
 * Turns the events of one test file into lines for a person: one for the file, with all that it printed if it failed.
 * Adds to `heard`.
 */
export async function reportFile(
  file: string,
  events: AsyncIterable<TestEvent>,
  heard: Heard,
): Promise<string> {
  const began = performance.now()
  const open: string[] = []
  const seen = new Set<string>()
  let output = ''
  let count = 0
  let good = true
  const fail = (title: string[], why: string): void => {
    good = false
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
      if (isFile && !ok) heard.faults.push(file)
      if (isFile || details.type === 'suite') continue

      const key = title.join('\0')
      if (seen.has(key)) {
        fail(title, 'two tests of this file carry this title')
        heard.faults.push(file)
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
  const line = `${good ? 'ok  ' : 'FAIL'}  ${file}  ${count} tests, ${seconds} s\n`
  return good || output === '' ? line : `${line}${indent(output.trimEnd())}\n`
}

/** The end of a report: every failure in full, every skip with its reason, and last the line of the sums. */
export function reportEnd(heard: Heard): string {
  const parts: string[] = []
  if (heard.failures.length > 0) parts.push(heard.failures.join('\n\n'))
  if (heard.skips.length > 0) parts.push(`SKIPPED, so not shown to work:\n${heard.skips.join('\n')}`)
  return `\n${[...parts, summaryLine(heard)].join('\n\n')}\n`
}

/** "12 passed, 0 failed, 1 skipped". A file that crashed counts as a failure. */
function summaryLine(heard: Heard): string {
  const skipped = heard.tests.filter((test) => test.skipped && test.ok).length
  const failed = heard.tests.filter((test) => !test.ok).length
  const passed = heard.tests.length - skipped - failed
  return `${passed} passed, ${failed + heard.faults.length} failed, ${skipped} skipped`
}

/** Does this error only say that a test within failed? */
function isEcho(error: unknown): boolean {
  return (error as { failureType?: string } | undefined)?.failureType === 'subtestsFailed'
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ')
}
