import { relative } from 'node:path'
import { inspect } from 'node:util'
import type { TestEvent } from 'node:test/reporters'
import { ROOT } from './tree.ts'
import type { TestResult } from './results.ts'

const MOST_OUTPUT = 20_000

/** What a reporter has heard when its stream has ended. `faults` are failures that are no test: a file that crashed. */
export type Heard = { tests: TestResult[]; faults: string[] }

/**
 * Turns the events of node:test into lines for a person: one per file, every failure in full with what its file
 * printed, every skip with its reason, and last a line of its own "N passed, N failed, N skipped". Fills `heard`.
 */
export async function* report(events: AsyncIterable<TestEvent>, heard: Heard): AsyncGenerator<string> {
  const open = new Map<string, string[]>()
  const output = new Map<string, string>()
  const failures: string[] = []
  const skips: string[] = []
  const seen = new Set<string>()

  for await (const event of events) {
    const { data } = event
    const file = data && 'file' in data && data.file ? relative(ROOT, data.file).replaceAll('\\', '/') : ''
    switch (event.type) {
      case 'test:start': {
        const path = open.get(file) ?? []
        path.length = event.data.nesting
        path.push(event.data.name)
        open.set(file, path)
        break
      }
      case 'test:stdout':
      case 'test:stderr':
        output.set(file, ((output.get(file) ?? '') + event.data.message).slice(-MOST_OUTPUT))
        break
      case 'test:pass':
      case 'test:fail': {
        const ok = event.type === 'test:pass'
        const { name, nesting, details, skip, todo } = event.data
        const path = (open.get(file) ?? []).slice(0, nesting)
        const error = 'error' in details ? details.error : undefined
        if (!ok) {
          const cause = error?.cause ?? error
          // A parent that failed only because of its children has nothing to add.
          if (!isEcho(error))
            failures.push(`✗ ${[file, ...path, name].join(' › ')}\n${indent(inspect(cause, { depth: 6 }))}`)
        }
        if (isFileItself(name, file)) {
          if (!ok) heard.faults.push(file)
          break
        }
        if (details.type === 'suite') break
        const key = [file, ...path, name].join('\0')
        if (seen.has(key)) {
          failures.push(`✗ ${[file, ...path, name].join(' › ')}\n    two tests of this file carry this title`)
          heard.faults.push(file)
        }
        seen.add(key)
        const skipped = skip || (todo ? (typeof todo === 'string' ? `to do: ${todo}` : 'to do') : false)
        if (skipped)
          skips.push(
            `– ${[file, ...path, name].join(' › ')}: ${skipped === true ? 'no reason given' : skipped}`,
          )
        heard.tests.push({ title: name, path, file, ok, skipped, ms: Math.round(details.duration_ms) })
        break
      }
      case 'test:summary': {
        if (!file) break
        const { counts, success, duration_ms: ms } = event.data
        yield `${success ? 'ok  ' : 'FAIL'}  ${file}  ${counts.tests} tests, ${(ms / 1000).toFixed(1)} s\n`
        if (!success && output.get(file)) yield `${indent(output.get(file)!.trimEnd())}\n`
        output.delete(file)
        break
      }
      default:
    }
  }

  if (failures.length > 0) yield `\n${failures.join('\n\n')}\n`
  if (skips.length > 0) yield `\nSKIPPED, so not shown to work:\n${skips.join('\n')}\n`
  yield `\n${summaryLine(heard)}\n`
}

/** "12 passed, 0 failed, 1 skipped". A file that crashed counts as a failure. */
export function summaryLine(heard: Heard): string {
  const skipped = heard.tests.filter((test) => test.skipped && test.ok).length
  const failed = heard.tests.filter((test) => !test.ok).length
  const passed = heard.tests.length - skipped - failed
  return `${passed} passed, ${failed + heard.faults.length} failed, ${skipped} skipped`
}

/** Does this error only say that a test within failed? */
function isEcho(error: unknown): boolean {
  return (error as { failureType?: string } | undefined)?.failureType === 'subtestsFailed'
}

/** node:test reports a whole file as a test when the file itself failed. */
function isFileItself(name: string, file: string): boolean {
  return relative(ROOT, name).replaceAll('\\', '/') === file || name === file
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ')
}
