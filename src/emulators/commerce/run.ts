import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Clock } from '../../platform/clock.ts'
import { listen, type Answer } from '../http.ts'
import { adminRoutes } from './admin-routes.ts'
import { controlRoutes } from './control-routes.ts'
import type { Props } from './order.ts'
import { Refused } from './refused.ts'
import { Shop } from './shop.ts'
import { freshState, type ShopState } from './state.ts'

export interface CommerceEmulatorOptions {
  /** 0 picks a free one. */
  port: number
  /** What an order system logs in with. */
  applicationKey: string
  /** Keeps everything there, and begins with it; without it everything ends with the process. */
  stateFile: string | undefined
  /** The same seed places the same orders. */
  seed: number
  clock: Clock
  say(what: string, detail: Props): void
}

const SAVE_MS = 500

/** Runs the shop until it is stopped. */
export async function runCommerce(
  options: CommerceEmulatorOptions,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { stateFile, applicationKey, say, clock, seed } = options
  const fresh = freshState()
  const kept =
    stateFile !== undefined && existsSync(stateFile)
      ? (JSON.parse(readFileSync(stateFile, 'utf8')) as ShopState)
      : fresh
  // What an older emulator did not keep is as at a start.
  const state: ShopState = {
    ...fresh,
    ...kept,
    settings: { ...fresh.settings, ...kept.settings },
    functions: { ...fresh.functions, ...kept.functions },
  }
  let dirty = false
  const save = (): void => {
    if (!dirty || stateFile === undefined) return
    dirty = false
    // Renamed when whole: who is killed while it writes has the state before. It holds secrets.
    writeFileSync(`${stateFile}.new`, JSON.stringify(state), { mode: 0o600 })
    renameSync(`${stateFile}.new`, stateFile)
  }
  const shop = new Shop({ state, clock, seed, say, changed: () => void (dirty = true) })
  const failed = (error: unknown): Answer => {
    if (error instanceof Refused) {
      const { status, errorCode, message } = error
      return { status, body: { status: String(status), errorCode, message } }
    }
    say('fault', { problem: String((error as Error).stack ?? error) })
    return { status: 500, body: { status: '500', errorCode: '1', message: 'The emulator is at fault.' } }
  }
  const server = await listen(
    [...adminRoutes(shop, applicationKey), ...controlRoutes(shop)],
    options.port,
    failed,
  )
  shop.start()
  const saving = setInterval(save, SAVE_MS)
  return {
    url: server.url,
    async stop() {
      await server.close()
      await shop.stop()
      clearInterval(saving)
      save()
    },
  }
}
