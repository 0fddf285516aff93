import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { type Problem, ROOT } from './tree.ts'

/**
 * What the compiler says of one tsconfig, and one rule of ours beside it: a promise that nobody awaits, returns, keeps
 * or marks with `void` is a fault that nobody hears of.
 */
export function checkTypes(configPath: string): Problem[] {
  const config = ts.getParsedCommandLineOfConfigFile(
    configPath,
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
        throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'))
      },
    },
  )!
  const program = ts.createProgram({
    rootNames: config.fileNames,
    options: { ...config.options, noEmit: true },
  })
  const problems = ts.getPreEmitDiagnostics(program).map((diagnostic): Problem => {
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n  ')
    return diagnostic.file && diagnostic.start !== undefined
      ? { ...placeOf(diagnostic.file, diagnostic.start), message: `TS${diagnostic.code}: ${message}` }
      : { file: '', message: `TS${diagnostic.code}: ${message}` }
  })

  const checker = program.getTypeChecker()
  const isPromise = (node: ts.Expression): boolean => {
    const type = checker.getTypeAtLocation(node)
    const parts = type.isUnion() ? type.types : [type]
    return parts.some((part) => {
      const then = part.getProperty('then')
      return (
        then !== undefined && (part.getProperty('catch') !== undefined || part.symbol?.name === 'PromiseLike')
      )
    })
  }
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || file.fileName.includes('/node_modules/')) continue
    const visit = (node: ts.Node): void => {
      if (ts.isExpressionStatement(node) && isDropped(node.expression) && isPromise(node.expression)) {
        problems.push({
          ...placeOf(file, node.getStart(file)),
          message: 'floating promise: await it, return it, or write void and say why',
        })
      }
      ts.forEachChild(node, visit)
    }
    visit(file)
  }
  return problems
}

/** An assigned promise is kept, a caught one is handled, and node:test waits for what `test()` and its kind return. */
function isDropped(expression: ts.Expression): boolean {
  if (ts.isVoidExpression(expression) || ts.isAwaitExpression(expression)) return false
  if (ts.isBinaryExpression(expression)) {
    const { kind } = expression.operatorToken
    if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) return false
  }
  if (!ts.isCallExpression(expression)) return true
  if (ts.isPropertyAccessExpression(expression.expression)) {
    const { name } = expression.expression
    if (name.text === 'catch') return false
    if (name.text === 'then' && expression.arguments.length > 1) return false
    if (/^(?:test|it|describe|suite)$/.test(expression.expression.expression.getText())) return false
  }
  return !/^(?:test|it|describe|suite|scenario)$/.test(expression.expression.getText())
}

function placeOf(file: ts.SourceFile, start: number): { file: string; line: number } {
  return {
    file: relative(ROOT, file.fileName).replaceAll('\\', '/'),
    line: file.getLineAndCharacterOfPosition(start).line + 1,
  }
}

// Run by `docket dev check` in a process of its own, with the tsconfig as its argument: prints the problems as JSON.
if (import.meta.main) {
  const config = join(ROOT, process.argv[2] ?? 'tsconfig.json')
  process.stdout.write(JSON.stringify(existsSync(config) ? checkTypes(config) : []))
}
