import { existsSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { readModuleMap } from '../module-map.ts'
import { lineAt, type Problem, type Tree } from '../tree.ts'

const LIMITS: Record<string, number> = {
  'README.md': 150,
  'ARCHITECTURE.md': 700,
  'STYLE.md': 200,
  'GLOSSARY.md': 150,
  'CONTRIBUTING.md': 100,
}

/** Links lead somewhere, every module has its page, every decision has a status, and one that is named is there, no page of the set is too long. */
export function checkDocs(tree: Tree): Problem[] {
  const problems: Problem[] = []
  const anchors = new Map<string, Set<string>>()
  const anchorsOf = (file: string): Set<string> => {
    let found = anchors.get(file)
    if (!found) anchors.set(file, (found = headings(tree.text(file))))
    return found
  }
  const known = new Set(tree.paths)
  const decided = new Set(
    tree.paths.flatMap((path) => /^docs\/decisions\/(\d{4})-.*\.md$/.exec(path)?.[1] ?? []),
  )

  for (const file of tree.paths) {
    if (/\.(?:md|tsx?|mjs|sql)$/.test(file)) {
      const text = tree.text(file)
      for (const match of text.matchAll(/\bdecisions?[ /](\d{4})\b/gi))
        if (!decided.has(match[1]!))
          problems.push({
            file,
            line: lineAt(text, match.index),
            message: `there is no decision ${match[1]}`,
          })
    }
    if (!file.endsWith('.md')) continue
    const text = blankCode(tree.text(file))
    for (const match of text.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)) {
      const target = match[1]!
      if (/^[a-z][a-z0-9+.-]*:/i.test(target)) continue
      const [path = '', anchor] = target.split('#')
      const aim = path === '' ? file : posix.join(dirname(file), decodeURI(path))
      const line = lineAt(text, match.index)
      if (!known.has(aim) && !existsSync(join(tree.root, aim))) {
        problems.push({ file, line, message: `the link ${target} leads nowhere` })
      } else if (
        anchor &&
        aim.endsWith('.md') &&
        known.has(aim) &&
        !anchorsOf(aim).has(anchor.toLowerCase())
      ) {
        problems.push({ file, line, message: `the link ${target} names no heading` })
      }
    }
    const limit = LIMITS[file]
    const lines = tree.text(file).trimEnd().split('\n').length
    if (limit !== undefined && lines > limit)
      problems.push({ file, message: `${lines} lines, at most ${limit}` })
    if (/^docs\/decisions\/\d{4}-.*\.md$/.test(file) && !/^\W*status\W*:/im.test(text)) {
      problems.push({ file, message: 'a decision says its status: "Status: accepted"' })
    }
  }

  for (const name of Object.keys(readModuleMap(tree).modules)) {
    const isThere = tree.paths.some((path) => path.startsWith(`src/${name}/`))
    if (isThere && !known.has(`src/${name}/README.md`)) {
      problems.push({ file: `src/${name}/README.md`, message: 'every module has its page' })
    }
  }
  return problems
}

/** Blanks fenced and inline code, keeping every index. */
function blankCode(text: string): string {
  return text
    .replace(/^(```|~~~)[\s\S]*?^\1/gm, (code) => code.replace(/[^\n]/g, ' '))
    .replace(/`[^`\n]*`/g, (code) => ' '.repeat(code.length))
}

/** The anchors of a page, formed as GitHub does. */
function headings(text: string): Set<string> {
  const found = new Set<string>()
  for (const match of text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#{1,6}\s+(.*?)\s*#*$/gm)) {
    const plain = match[1]!.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const slug = plain
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-')
    let name = slug
    for (let n = 1; found.has(name); n++) name = `${slug}-${n}`
    found.add(name)
  }
  return found
}
