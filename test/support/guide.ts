import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Flow, Seen } from './flow.ts'

/** What a reader of a guide puts in the place of something that it says. */
type Said = readonly [text: string, value: string]
/** Files that a reader has, by name. */
type Files = Readonly<Record<string, string>>

/** Sends the requests of a guide as they stand there; the answers in their order. */
export async function followGuide(flow: Flow, guide: string, said: readonly Said[] = []): Promise<Seen[]> {
  const text = replaced(pageOf(guide), said)
  const requests = [...text.matchAll(/^```http\n(PUT|POST) (\S+)\n([\s\S]*?)^```$/gm)]
  const answers: Seen[] = []
  for (const [index, [, method = '', path = '', body = '']] of requests.entries()) {
    const key = { 'idempotency-key': `${guide}-${index}` }
    const answer = await flow.server.request(method, path, JSON.parse(body), method === 'POST' ? key : {})
    assert.ok(answer.status < 300, `${path} ${body}: ${answer.bytes.toString()}`)
    answers.push(answer.body)
  }
  return answers
}

const root = join(import.meta.dirname, '../..')
export const pageOf = (guide: string) => readFileSync(join(root, `docs/guides/${guide}.md`), 'utf8')

/** Runs all shell commands of a guide as one session in an empty folder; what it printed. */
export function type(guide: string, env: Record<string, string>, said: readonly Said[], files: Files = {}) {
  return typeText(pageOf(guide), env, said, files)
}

export function typeText(
  text: string,
  env: Record<string, string>,
  said: readonly Said[],
  files: Files = {},
) {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, commands = '']) => commands)
  // What a guide leaves running ends with it.
  const first = `set -euo pipefail\nshopt -s expand_aliases\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n`
  // Of this checkout: beside its folder npx would look elsewhere.
  const script = replaced(first + blocks.join(''), said).replaceAll('npx docket', 'node bin/docket.mjs')
  const cwd = mkdtempSync(join(tmpdir(), 'docket-guide-'))
  symlinkSync(join(root, 'bin'), join(cwd, 'bin'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content)
  return new Promise<{ code: number; printed: string }>((resolve) => {
    const options = { cwd, env: { ...process.env, ...env }, timeout: 200_000 }
    execFile('bash', ['-c', script], options, (error, stdout, stderr) => {
      rmSync(cwd, { recursive: true })
      resolve({ code: error ? 1 : 0, printed: `${stdout}${stderr}` })
    })
  })
}

function replaced(text: string, said: readonly Said[]): string {
  return said.reduce((all, [from, to]) => {
    assert.ok(all.includes(from), `the guide says ${from}`)
    return all.replaceAll(from, to)
  }, text)
}
