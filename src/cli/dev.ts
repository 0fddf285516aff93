import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { Refusal } from './outcome.ts'

const TOOLS = {
  check: 'run every rule of the house',
  fix: 'format, and repair what can be repaired',
  generate: 'write the generated files anew',
  features: 'list the features and the tests that show them',
  test: 'run the tests (--long: in full size)',
  bench: 'measure (see docs)',
} as const

/** `docket dev <tool>`: the developers' tools stand in scripts/dev (bench: in bench) and take their arguments raw. */
export function define(command: Command): void {
  for (const [name, summary] of Object.entries(TOOLS)) {
    command
      .command(name)
      .description(summary)
      .argument('[arguments...]')
      .allowUnknownOption()
      .helpOption(false)
      .passThroughOptions()
      .action(async (args: string[]) => {
        const file = new URL(
          name === 'bench' ? '../../bench/bench.ts' : `../../scripts/dev/${name}.ts`,
          import.meta.url,
        )
        if (!existsSync(file)) throw new Refusal(`There is no ${name} in this version.`)
        const tool = (await import(file.href)) as { run: (args: string[]) => Promise<number> | number }
        process.exitCode = await tool.run(args)
      })
  }
}
