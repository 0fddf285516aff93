import { lineAt, type Problem, type Tree } from '../tree.ts'
import { BANNED } from '../banned-words.ts'

const TEXTS = /\.(?:ts|tsx|mjs|cjs|sql|md|json|css|html|yml|yaml)$/
const SPARED =
  /^(?:package-lock\.json|scripts\/dev\/banned-words\.ts|docs\/reference\/openapi\.json|LICENSE)|(?:^|\/)testdata\//
/** Adapters speak the words of the systems they speak to. */
const FOREIGN = /^src\/(?:channels|emulators)\/|^console\/src\/api\.d\.ts$/
const MARK = /foreign word/
const FOLDERS = /^(?:utils?|helpers?|services?|types|dtos?|common|misc|shared|lib)$/

/** Words and names the project does not use. A line that says "foreign word" and why is spared. */
export function checkWords(tree: Tree): Problem[] {
  const problems: Problem[] = []
  for (const file of tree.paths) {
    const folder = file
      .split('/')
      .slice(0, -1)
      .find((part) => FOLDERS.test(part))
    if (folder && /^(?:src|console|test|bench)\//.test(file)) {
      problems.push({ file, message: `a folder is named after a thing, not "${folder}"` })
    }
    if (
      /^(?:src|test|bench|scripts)\//.test(file) &&
      /[A-Z_ ]/.test(file.split('/').at(-1)!) &&
      file.endsWith('.ts')
    ) {
      problems.push({ file, message: 'a file name is kebab-case' })
    }
    if (!TEXTS.test(file) || SPARED.test(file)) continue
    const text = tree.text(file)
    for (const rule of BANNED) {
      if (rule.only && !rule.only.test(file)) continue
      if (!rule.everywhere && FOREIGN.test(file)) continue
      for (const match of text.matchAll(rule.word)) {
        const line = text.slice(
          text.lastIndexOf('\n', match.index) + 1,
          text.indexOf('\n', match.index) >>> 0,
        )
        if (MARK.test(line)) continue
        // The glossary must be able to name what it bans, in its last column.
        if (file === 'GLOSSARY.md' && line.slice(line.lastIndexOf('|', line.length - 3)).includes(match[0]))
          continue
        problems.push({ file, line: lineAt(text, match.index), message: `"${match[0]}": ${rule.say}` })
      }
    }
  }
  return problems
}

const CLOCK_CALL = /\bDate\.now\s*\(|\bnew Date\s*\(\s*\)|\bnew Date\b(?!\s*\()|\bTemporal\.Now\b/g
// The log and the launcher of PostgreSQL wait for this very machine; no company's time is theirs.
const CLOCK_HOMES = /^src\/platform\/(?:clocks?|log|postgres)(?:\.ts|\/)|^src\/cli(?:\.ts$|\/)|\.test\.ts$/

/** Time is handed in, so that a company can run under a simulated clock: only a few rooms read the machine's. */
export function checkClocks(tree: Tree): Problem[] {
  const problems: Problem[] = []
  for (const file of tree.paths) {
    if (!/^src\/.*\.ts$/.test(file) || CLOCK_HOMES.test(file)) continue
    const text = blankCodeComments(tree.text(file))
    for (const match of text.matchAll(CLOCK_CALL)) {
      problems.push({
        file,
        line: lineAt(text, match.index),
        message: `${match[0]}: take the time from platform/clock`,
      })
    }
  }
  return problems
}

/** Blanks block comments, and line comments that follow a blank, keeping every index. */
function blankCodeComments(source: string): string {
  const blank = (text: string): string => text.replace(/[^\n]/g, ' ')
  return source.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(?<=^|\s)\/\/[^\n]*/g, blank)
}
