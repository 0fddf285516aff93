/** The command line. Loads the one command that was called, so that start-up stays fast. */
import { Command } from 'commander'
import packageJson from '../package.json' with { type: 'json' }
import { COMMANDS } from './cli/commands.ts'
import { reportFault } from './cli/outcome.ts'

async function main(args: string[]): Promise<void> {
  const program = new Command('docket')
    .description('An open order-to-cash system.')
    .version(packageJson.version)
    .enablePositionalOptions()
    .showHelpAfterError('("docket help" lists the commands.)')
  const called = args.find((one) => !one.startsWith('-') && one !== 'help')
  for (const row of COMMANDS) {
    const command = program.command(row.name).description(row.summary)
    if (row.name === called) (await row.load()).define(command)
  }
  await program.parseAsync(args, { from: 'user' })
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  process.exitCode = reportFault(error)
}
