// Who may import whom. Everything about modules is read from module-map.json; nothing is repeated here.
// Type-only imports count: a file that needs another file's type depends on it.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const map = JSON.parse(readFileSync(join(__dirname, 'module-map.json'), 'utf8'))
const names = Object.keys(map.modules)
const any = (list) => `(?:${list.map((name) => name.replaceAll('.', '\\.')).join('|')})`
const TEST = '\\.test\\.tsx?$'
const MODULE_DOOR = `^src/${any(names.filter((name) => name !== 'platform'))}/index\\.ts$`
const PLATFORM_DOOR = '^src/platform/(?:[^/]+|[^/]+/index)\\.ts$'

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    forbid('no-cycle', 'Two files that need each other are one file, or three.', {}, { circular: true }),
    forbid('no-unresolved', 'The import leads nowhere.', {}, { couldNotResolve: true }),

    ...names.map((name) =>
      forbid(
        `only-down-from-${name}`,
        `${name} may import what module-map.json lists for it, nothing beside or above.`,
        { path: `^src/${name}/` },
        { path: '^src/', pathNot: `^src/${any([name, ...map.modules[name].imports])}/` },
      ),
    ),
    ...names.flatMap((name) =>
      (map.modules[name].rooms ?? []).map((room, at, rooms) =>
        forbid(
          `only-down-from-${name}/${room}`,
          `A room of ${name} imports those that module-map.json lists before it, nothing beside or above.`,
          { path: `^src/${name}/${room}/` },
          { path: `^src/${name}/`, pathNot: `^src/${name}/${any(rooms.slice(0, at + 1))}/` },
        ),
      ),
    ),
    forbid(
      'front-door',
      'Another module is entered through its index.ts only.',
      { path: '^src/([^/]+)/' },
      {
        path: '^src/[^/]+/',
        pathNot: ['^src/$1/', '^src/platform/', `^src/${any(map.mains)}/`, MODULE_DOOR],
      },
    ),
    forbid(
      'front-door-from-outside',
      'Mains, tests, benches and scripts enter a module through its index.ts too.',
      { path: ['^src/[^/]+$', '^(?:test|bench|scripts)/'] },
      { path: '^src/[^/]+/', pathNot: ['^src/platform/', `^src/${any(map.mains)}/`, MODULE_DOOR] },
    ),
    forbid(
      'platform-door',
      'A platform room is entered through platform/<room>.ts or platform/<room>/index.ts only.',
      { pathNot: '^src/platform/' },
      { path: '^src/platform/', pathNot: PLATFORM_DOOR },
    ),
    forbid(
      'platform-door-between-rooms',
      'One platform room enters another through its door only.',
      { path: '^src/platform/([^/]+)' },
      { path: '^src/platform/[^/]+/', pathNot: ['^src/platform/$1/', PLATFORM_DOOR] },
    ),

    forbid(
      'src-alone',
      'What ships knows nothing of tests, benches, scripts or the console; tests may use test/support.',
      { path: '^src/', pathNot: [TEST, `^src/${any(map.mains)}(?:/|$)`] },
      { path: '^(?:test|bench|scripts|console)/' },
    ),
    forbid('tests-stay-tests', 'Nothing imports a test.', {}, { path: TEST }),
    forbid(
      'console-alone',
      'The console speaks HTTP only; its types are generated from openapi.json.',
      { path: '^console/' },
      { path: '^(?:src|test|bench|scripts)/' },
    ),
    forbid(
      'no-dev-dependency',
      'What ships needs no development package.',
      { path: '^src/', pathNot: [TEST, '^src/cli/dev\\.ts$'] },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'no-undeclared',
      'Every package stands in package.json.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)(?:node_modules/.*/node_modules|dist|testdata|bench/peers)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.cjs', '.json'],
    },
  },
}
