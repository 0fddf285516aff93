import { spawn, type ChildProcess } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Activation, ProvisioningSwitches } from '../../src/emulators/index.ts'

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
export const SYSTEM_TOKEN = 'a-token-of-the-network-of-tests'
export const SYSTEM_SECRET = 'a-secret-of-the-network-of-tests'

/** Nothing is disturbed. */
export const WELL: ProvisioningSwitches = {
  delayMs: 0,
  workMs: 0,
  fail: 0,
  status: 503,
  lose: 0,
  drop: 0,
  reject: 0,
  duplicate: 0,
  repeat: 0,
  loseReplies: 0,
}

/** The headers of what the network says by itself. */
export function signed(id: string, body: string, secret = SYSTEM_SECRET): Record<string, string> {
  const time = '1790000000'
  const mac = createHmac('sha256', secret).update(`${id}.${time}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${mac}` }
}

/** A real `docket emulator provisioning`. */
export class ProvisioningProcess {
  url = ''
  #child: ChildProcess | undefined

  static async start(): Promise<ProvisioningProcess> {
    const system = new ProvisioningProcess()
    const args = [
      CLI,
      'emulator',
      'provisioning',
      '--port',
      '0',
      '--token',
      SYSTEM_TOKEN,
      '--secret',
      SYSTEM_SECRET,
    ]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    system.#child = child
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the emulator ended with ${code}`)))
      createInterface({ input: child.stdout }).on('line', (line) => {
        const one = JSON.parse(line) as Record<string, unknown>
        if (one['what'] !== 'listening') return
        system.url = one['system'] as string
        resolve()
      })
    })
    return system
  }

  async stop(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }

  /** The settings of a server that calls it by the connection `network`. */
  get settings(): Record<string, string> {
    return {
      DOCKET_SYSTEM_NETWORK_URL: this.url,
      DOCKET_SYSTEM_NETWORK_TOKEN: SYSTEM_TOKEN,
      DOCKET_SYSTEM_NETWORK_SECRET: SYSTEM_SECRET,
    }
  }

  async behave(switches: Partial<ProvisioningSwitches>): Promise<void> {
    await this.#control('PUT', 'switches', switches)
  }

  /** From now on it says by itself what came of requests; null: it answers with it. */
  async callBack(url: string | null): Promise<void> {
    await this.#control('PUT', 'callback', { url })
  }

  /** It says something, as it is told; once more with the same id, or of what it never was asked for. */
  async tell(id: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
    return (await this.#control('POST', 'tell', { id, body })) as never
  }

  /** What it was asked for, of an order: whose number stands in it. */
  async activations(order?: string): Promise<(Activation & { asked: Record<string, unknown> })[]> {
    const { items } = (await this.#control('GET', 'activations')) as {
      items: (Activation & { asked: never })[]
    }
    return items.filter(
      ({ asked }) => order === undefined || (asked as { order?: string } | null)?.order === order,
    )
  }

  async #control(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.url}/emulator/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (response.status !== 200) throw new Error(await response.text())
    return response.json()
  }
}
