import type { Command } from 'commander'

/** What a command's file exports: it adds arguments, options and the action. */
export type CommandFile = { define: (command: Command) => void }

/** One row of the list of commands. The file is loaded only when its command is called. */
export type CommandRow = { name: string; summary: string; load: () => Promise<CommandFile> }

/** All commands, in the order of the help text. A new one is a file beside this and a row here. */
export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'start',
    summary: 'start the server, and its database unless DATABASE_URL is set',
    load: () => import('./start.ts'),
  },
  {
    name: 'migrate',
    summary: 'bring the database to the schema of this version',
    load: () => import('./migrate.ts'),
  },
  {
    name: 'import',
    summary: 'take CSV files in: items, customers, prices, past sales and more',
    load: () => import('./import.ts'),
  },
  {
    name: 'setup',
    summary: 'set a company up: its checklist, a new company, a test order, going live',
    load: () => import('./setup.ts'),
  },
  {
    name: 'doctor',
    summary: 'check this machine and these settings, with a remedy for each fault',
    load: () => import('./doctor.ts'),
  },
  {
    name: 'invariants',
    summary: 'check every law of the books, the stock and the orders; exit 1 when one is broken',
    load: () => import('./invariants.ts'),
  },
  {
    name: 'verify-head',
    summary: 'hold a signed head that was published against the database; exit 1 when it does not fit',
    load: () => import('./verify-head.ts'),
  },
  {
    name: 'order',
    summary: 'say in words why an order is where it is: docket order why <number>',
    load: () => import('./order.ts'),
  },
  {
    name: 'model',
    summary: 'check, compare and deploy the model of orders that is kept in files',
    load: () => import('./model.ts'),
  },
  {
    name: 'jobs',
    summary: 'show background jobs; start, stop or drain one for all processes',
    load: () => import('./jobs.ts'),
  },
  {
    name: 'backup',
    summary: 'copy the embedded database into a new folder, also while it works; or verify such a copy',
    load: () => import('./backup.ts'),
  },
  {
    name: 'restore',
    summary: 'put a backup in place, or try it; open number series after a restore',
    load: () => import('./restore.ts'),
  },
  {
    name: 'simulate',
    summary: 'run a company from a seed on a temporary database, disturbed and audited',
    load: () => import('./simulate.ts'),
  },
  {
    name: 'race',
    summary: 'let many buyers at once race for a few units; exit 1 unless exactly those are promised',
    load: () => import('./race.ts'),
  },
  {
    name: 'emulator',
    summary: 'play an outside system for tests and trials: commerce (the shop)',
    load: () => import('./emulator.ts'),
  },
  {
    name: 'dev',
    summary: 'what developers of Docket use: check, fix, generate, features, test, bench',
    load: () => import('./dev.ts'),
  },
]
