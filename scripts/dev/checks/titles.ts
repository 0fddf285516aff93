import { lineAt, type Problem, type Tree } from '../tree.ts'

const TITLE =
  /^[ \t]*(?:await\s+)?(?:\w+\.)?(?:test|it|scenario)(?:\.(?:skip|todo|only))?\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`$]*)`)/gm

/** Is this a file of tests? */
export function isTestFile(path: string): boolean {
  return /^(?:src|test|scripts|bench|console)\/.*\.test\.tsx?$/.test(path)
}

/** Two tests of one file with one title cannot be told apart in a report. Titles made by a template are spared. */
export function checkDuplicateTitles(tree: Tree): Problem[] {
  const problems: Problem[] = []
  for (const file of tree.paths.filter(isTestFile)) {
    const text = tree.text(file)
    const first = new Map<string, number>()
    for (const match of text.matchAll(TITLE)) {
      const title = match[1] ?? match[2] ?? match[3] ?? ''
      const line = lineAt(text, match.index)
      const other = first.get(title)
      if (other === undefined) first.set(title, line)
      else problems.push({ file, line, message: `the title "${title}" stands in line ${other} too` })
    }
  }
  return problems
}
