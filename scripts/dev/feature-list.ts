import type { Tree } from './tree.ts'

/** One feature of docs/reference/feature-ids.tsv. */
export type Feature = { id: string; level: 'must' | 'should' | 'optional' }

/** docs/reference/features.json: what a shown feature does, in our words, and where a user finds it; or why it is not there yet. */
export type FeatureText = { says: string; where: string } | { notYet: string }

/** docs/reference/feature-groups.json: the group's prefix and its name, in the order of the list. */
export function readFeatureList(tree: Tree): {
  features: Feature[]
  groups: [string, string][]
  texts: Record<string, FeatureText>
} {
  const features = tree
    .text('docs/reference/feature-ids.tsv')
    .trim()
    .split('\n')
    .map((line): Feature => {
      const [id = '', level = ''] = line.trim().split('\t')
      return { id, level: level as Feature['level'] }
    })
  const groups = Object.entries(
    JSON.parse(tree.text('docs/reference/feature-groups.json')) as Record<string, string>,
  )
  const texts = JSON.parse(tree.text('docs/reference/features.json')) as Record<string, FeatureText>
  return { features, groups, texts }
}

/** The group of an ID: "A1" of A1-3, "P" of P-20, "D" of D3. */
export function groupOf(id: string): string {
  return id.includes('-') ? id.slice(0, id.indexOf('-')) : id.replace(/\d+$/, '')
}

/** The IDs with which a title begins, separated by blanks or commas: "D3 P-20 promises …" shows D3 and P-20. */
export function idsOf(title: string, known: ReadonlySet<string>): string[] {
  const found: string[] = []
  for (const token of title.split(/[\s,:]+/)) {
    if (!known.has(token)) break
    found.push(token)
  }
  return found
}
