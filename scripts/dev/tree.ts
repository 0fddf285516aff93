import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root folder of the project. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

const SKIP = /^(?:node_modules|\.git|\.docket.*|dist|test-results)$/

/** A source tree, read once: paths relative to its root with forward slashes, sorted. */
export type Tree = {
  root: string
  paths: string[]
  /** The text of one file of the tree. Throws if it is not there. */
  text: (path: string) => string
}

/** Reads the names of a tree now and its texts when asked. Symbolic links are not followed. */
export function readTree(root: string = ROOT): Tree {
  const paths: string[] = []
  const pending = [root]
  while (pending.length > 0) {
    const folder = pending.pop()!
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (SKIP.test(entry.name)) continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) pending.push(path)
      else if (entry.isFile()) paths.push(relative(root, path).split(sep).join('/'))
    }
  }
  const texts = new Map<string, string>()
  const text = (path: string): string => {
    let found = texts.get(path)
    if (found === undefined) {
      found = readFileSync(join(root, path), 'utf8')
      texts.set(path, found)
    }
    return found
  }
  return { root, paths: paths.sort(), text }
}

/** Something that breaks a rule of the house. `line` counts from 1. */
export type Problem = { file: string; line?: number; message: string }

/** "file:line message", as editors and terminals make it a link. */
export function describe(problem: Problem): string {
  const place = problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`
  return place === '' ? problem.message : `${place}  ${problem.message}`
}

/** The line, from 1, in which the character at `index` stands. */
export function lineAt(text: string, index: number): number {
  let line = 1
  for (let i = text.indexOf('\n'); i !== -1 && i < index; i = text.indexOf('\n', i + 1)) line++
  return line
}
