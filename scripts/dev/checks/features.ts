import { groupOf, readFeatureList } from '../feature-list.ts'
import type { Problem, Tree } from '../tree.ts'

const LIST = 'docs/reference/feature-ids.tsv'
const TEXTS = 'docs/reference/features.json'

/** The list of features is whole: every ID once, with a level and a group; every text belongs to an ID. */
export function checkFeatureList(tree: Tree): Problem[] {
  const { features, groups, texts } = readFeatureList(tree)
  const problems: Problem[] = []
  const known = new Set<string>()
  const groupNames = new Set(groups.map(([name]) => name))
  for (const { id, level } of features) {
    if (known.has(id)) problems.push({ file: LIST, message: `${id} stands twice` })
    known.add(id)
    if (!/^(?:must|should|optional)$/.test(level))
      problems.push({ file: LIST, message: `${id} has no level` })
    if (!groupNames.has(groupOf(id))) problems.push({ file: LIST, message: `${id} belongs to no group` })
  }
  for (const [id, text] of Object.entries(texts)) {
    if (!known.has(id)) problems.push({ file: TEXTS, message: `${id} is no feature` })
    const told = 'notYet' in text ? text.notYet && !('says' in text) : text.says && text.where
    if (!told) problems.push({ file: TEXTS, message: `${id} needs "says" and "where", or "notYet" alone` })
  }
  return problems
}
