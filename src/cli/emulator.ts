import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { runCommerce, runPayments, runProvisioning } from '../emulators/index.ts'
import { systemClock } from '../platform/clock.ts'
import { createLogger } from '../platform/log.ts'
import { Refusal } from './outcome.ts'
import { onStopSignal } from './signals.ts'

const KEY_BYTES = 32
const LEAST_KEY = 16

/** `docket emulator <system>`: plays an outside system in a process of its own, on loopback, until it is told to stop. */
export function define(command: Command): void {
  command
    .command('commerce')
    .description('the shop: its Admin API, its webhooks, and shoppers who do what they are told')
    .option('--port <number>', 'port to listen on, 0 for any', '4810')
    .option('--application-key <key>', 'what an order system logs in with; made and shown when absent')
    .option('--state <file>', 'keep everything in this file; without it, it ends with the process')
    .option('--seed <number>', 'the same seed places the same orders', '1')
    .action(async (flags: { port: string; applicationKey?: string; state?: string; seed: string }) => {
      const port = wholeNumber('--port', flags.port, 65_535)
      const seed = wholeNumber('--seed', flags.seed, 2 ** 31 - 1)
      const applicationKey = flags.applicationKey ?? randomBytes(KEY_BYTES).toString('base64url')
      if (applicationKey.length < LEAST_KEY || !/^[\x21-\x7e]+$/.test(applicationKey))
        throw new Refusal(`--application-key has at least ${LEAST_KEY} visible ASCII characters.`, 2)
      const stopSignal = onStopSignal(createLogger({ level: 'warn' }))
      const stateFile = flags.state === undefined ? undefined : resolve(flags.state)
      const shop = await runCommerce({ port, applicationKey, seed, stateFile, clock: systemClock, say })
      say('listening', {
        adminApi: `${shop.url}/ccadmin/v1`,
        control: `${shop.url}/emulator`,
        // It opens a shop that is none, so it may be shown.
        applicationKey,
      })
      await stopSignal
      await shop.stop()
    })
  command
    .command('payments')
    .description('a payment gateway: it authorizes, voids and refunds, and fails as it is told')
    .option('--port <number>', 'port to listen on, 0 for any', '4820')
    .option('--token <token>', 'what a caller bears; made and shown when absent')
    .action(async (flags: { port: string; token?: string }) => {
      const port = wholeNumber('--port', flags.port, 65_535)
      const token = flags.token ?? randomBytes(KEY_BYTES).toString('base64url')
      if (token.length < LEAST_KEY || !/^[\x21-\x7e]+$/.test(token))
        throw new Refusal(`--token has at least ${LEAST_KEY} visible ASCII characters.`, 2)
      const stopSignal = onStopSignal(createLogger({ level: 'warn' }))
      const gateway = await runPayments({ port, token, say })
      // It opens a gateway that is none, so it may be shown.
      say('listening', { gateway: gateway.url, control: `${gateway.url}/emulator`, token })
      await stopSignal
      await gateway.stop()
    })
  command
    .command('provisioning')
    .description('a system that plans call: it activates, takes back, says so, and fails as it is told')
    .option('--port <number>', 'port to listen on, 0 for any', '4830')
    .option('--token <token>', 'what a caller bears; made and shown when absent')
    .option('--secret <secret>', 'signs what it says by itself; made and shown when absent')
    .option('--callback <url>', 'where it says what came of requests; without it, it answers with that')
    .action(async (flags: { port: string; token?: string; secret?: string; callback?: string }) => {
      const port = wholeNumber('--port', flags.port, 65_535)
      const given = (name: string, text: string | undefined) => {
        const value = text ?? randomBytes(KEY_BYTES).toString('base64url')
        if (value.length < LEAST_KEY)
          throw new Refusal(`${name} has at least ${LEAST_KEY} visible ASCII characters.`, 2)
        return value
      }
      const [token, secret] = [given('--token', flags.token), given('--secret', flags.secret)]
      if (flags.callback !== undefined && !URL.canParse(flags.callback))
        throw new Refusal(`--callback is an address, not "${flags.callback}".`, 2)
      const stopSignal = onStopSignal(createLogger({ level: 'warn' }))
      const { callback } = flags
      const system = await runProvisioning({ port, token, secret, callback, clock: systemClock, say })
      // They open a system that is none, so they may be shown.
      say('listening', { system: system.url, control: `${system.url}/emulator`, token, secret })
      await stopSignal
      await system.stop()
    })
}

function say(what: string, detail: object): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), what, ...detail })}\n`)
}

function wholeNumber(name: string, given: string, most: number): number {
  if (/^\d+$/.test(given) && Number(given) <= most) return Number(given)
  throw new Refusal(`${name} is a whole number up to ${most}, not "${given}".`, 2)
}
