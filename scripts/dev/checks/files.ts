import { type Problem, type Tree } from '../tree.ts'

const SOURCE = /^(?:src|console|test|bench|scripts|db|bin)\/.*\.(?:ts|tsx|mjs|cjs|sql|css)$/
const GENERATED = /\.sql\.ts$|^db\/schema\.sql$|^console\/src\/api\.d\.ts$|(?:^|\/)testdata\//
const MOST_LINES = 600

/** No source file is longer than 600 lines; what a generator wrote is spared. */
export function checkFileSizes(tree: Tree): Problem[] {
  const problems: Problem[] = []
  for (const file of tree.paths) {
    if (!SOURCE.test(file) || GENERATED.test(file)) continue
    const lines = tree.text(file).trimEnd().split('\n').length
    if (lines > MOST_LINES)
      problems.push({ file, message: `${lines} lines, at most ${MOST_LINES}: divide it by noun or act` })
  }
  return problems
}
