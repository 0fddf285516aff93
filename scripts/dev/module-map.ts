import { type Problem, type Tree } from './tree.ts'

/**
 * What module-map.json says of one module. `rooms`: its folders, each of which knows those before it; absent where it has none that
 * are kept apart. `sql` holds patterns such as `inventory.*_public`, or `*` for all.
 */
export type ModuleRule = { layer: string; imports: string[]; rooms?: string[]; sql: string[] }

/** module-map.json: layers from the ground up, the files and folders of src that are no module, the modules. */
export type ModuleMap = { layers: string[]; mains: string[]; modules: Record<string, ModuleRule> }

export function readModuleMap(tree: Tree): ModuleMap {
  return JSON.parse(tree.text('module-map.json')) as ModuleMap
}

/** True if statements of `from` may read `schema.relation` of another module. */
export function mayRead(map: ModuleMap, from: string, schema: string, relation: string): boolean {
  return (map.modules[from]?.sql ?? []).some((pattern) => {
    if (pattern === '*') return true
    const [owner, name = ''] = pattern.split('.')
    if (owner !== schema) return false
    return name === '*_public' ? relation.endsWith('_public') : name === relation
  })
}

/** Checks the map itself, and that src holds only what the map names. */
export function checkModuleMap(tree: Tree): Problem[] {
  const map = readModuleMap(tree)
  const problems: Problem[] = []
  const complain = (message: string, file = 'module-map.json'): void => void problems.push({ file, message })
  const height = (name: string): number => map.layers.indexOf(map.modules[name]?.layer ?? '')

  for (const [name, rule] of Object.entries(map.modules)) {
    if (height(name) === -1) complain(`${name} stands in the unknown layer "${rule.layer}"`)
    for (const other of rule.imports) {
      if (!map.modules[other]) complain(`${name} imports ${other}, which is no module`)
      else if (height(other) >= height(name)) complain(`${name} imports ${other}, which is not below it`)
    }
    for (const pattern of rule.sql) {
      if (pattern === '*') continue
      const [owner = '', relation = ''] = pattern.split('.')
      if (!map.modules[owner]) complain(`${name} reads ${pattern}, which is no schema`)
      else if (height(owner) >= height(name)) complain(`${name} reads ${pattern}, which is not below it`)
      if (!relation.endsWith('_public')) complain(`${name} reads ${pattern}, which is not a public view`)
    }
  }

  for (const [name, { rooms }] of Object.entries(map.modules)) {
    if (!rooms) continue
    const own = tree.paths
      .map((path) => path.split('/'))
      .filter(([src, module]) => src === 'src' && module === name)
    const folders = new Set(own.filter((parts) => parts.length > 3).map((parts) => parts[2]!))
    for (const room of folders)
      if (!rooms.includes(room)) complain('a room that module-map.json does not list', `src/${name}/${room}`)
    for (const room of own.length > 0 ? rooms : [])
      if (!folders.has(room)) complain(`${name} has no room ${room}`)
  }

  const top = new Set(tree.paths.filter((path) => path.startsWith('src/')).map((path) => path.split('/')[1]!))
  for (const name of top) {
    if (map.modules[name] || map.mains.includes(name)) continue
    complain('neither a module nor a main of module-map.json', `src/${name}`)
  }
  return problems
}
