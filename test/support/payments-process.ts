import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Switches, Transaction } from '../../src/emulators/index.ts'

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
export const GATEWAY_TOKEN = 'a-token-of-the-gateway-of-tests'

/** A real `docket emulator payments`. */
export class PaymentsProcess {
  url = ''
  #child: ChildProcess | undefined

  static async start(): Promise<PaymentsProcess> {
    const gateway = new PaymentsProcess()
    const args = [CLI, 'emulator', 'payments', '--port', '0', '--token', GATEWAY_TOKEN]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    gateway.#child = child
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the emulator ended with ${code}`)))
      createInterface({ input: child.stdout }).on('line', (line) => {
        const one = JSON.parse(line) as Record<string, unknown>
        if (one['what'] !== 'listening') return
        gateway.url = one['gateway'] as string
        resolve()
      })
    })
    return gateway
  }

  async stop(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }

  async behave(switches: Partial<Switches>): Promise<void> {
    const response = await fetch(`${this.url}/emulator/switches`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(switches),
    })
    if (response.status !== 200) throw new Error(await response.text())
  }

  /** What it was asked for whose key has this in it. */
  async transactions(part: string): Promise<Transaction[]> {
    const response = await fetch(`${this.url}/emulator/transactions`)
    const { items } = (await response.json()) as { items: Transaction[] }
    return items.filter(({ key }) => key.includes(part))
  }
}
