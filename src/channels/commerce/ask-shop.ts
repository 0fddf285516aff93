import { callOutside, type OutsideCall } from '../../platform/outside-address.ts'
import { reasonOf } from '../connectors/answer-body.ts'
import { OutsideFailure, type Sender } from '../inbound/port.ts'
import { isObject } from './said.ts'

const LIMITS = { timeoutMs: 15_000, bytes: 8_388_608 } as const

/**
 * Asks a shop for the whole of something that it cut (C-16): logs in with the application key, and once more when the
 * short-lived token is over before it is used (C-41).
 *
 * @throws OutsideFailure that names neither address nor credential
 */
export async function askShop(
  path: string,
  sender: Sender,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const get = (token: string) =>
    ask(path, sender, { method: 'GET', headers: { authorization: `Bearer ${token}` } }, signal)
  let answer = await get(await logIn(sender, signal))
  if (answer.status === 401) {
    await answer.body?.cancel()
    answer = await get(await logIn(sender, signal))
  }
  return bodyOf(answer, 'the shop')
}

/** Where the shop answers to a path of its API, for those who ask and for those who tell. */
export function shopAddress(baseUrl: string, path: string): URL {
  return new URL(path, baseUrl)
}

/** @returns an access token of the shop. @throws OutsideFailure that names neither address nor credential */
export async function logIn(sender: Sender, signal: AbortSignal): Promise<string> {
  const call = {
    method: 'POST' as const,
    headers: {
      authorization: `Bearer ${sender.applicationKey}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  }
  const answer = await ask('/ccadmin/v1/login', sender, call, signal)
  const { access_token: token } = await bodyOf(answer, 'its login')
  if (typeof token !== 'string') throw new OutsideFailure('its login gave no access token')
  return token
}

async function ask(
  path: string,
  { baseUrl, allowPrivate }: Sender,
  call: Omit<OutsideCall, 'signal'>,
  signal: AbortSignal,
): Promise<Response> {
  const time = AbortSignal.timeout(LIMITS.timeoutMs)
  try {
    const either = AbortSignal.any([signal, time])
    return await callOutside(shopAddress(baseUrl, path), { ...call, signal: either }, allowPrivate)
  } catch (error) {
    const why = time.aborted
      ? `it did not answer within ${LIMITS.timeoutMs / 1000} s`
      : signal.aborted
        ? 'it did not answer in time'
        : reasonOf(error)
    throw new OutsideFailure(`the shop cannot be asked: ${why}`, { cause: error })
  }
}

async function bodyOf(answer: Response, who: string): Promise<Record<string, unknown>> {
  if (answer.status !== 200) {
    await answer.body?.cancel()
    throw new OutsideFailure(`${who} answered ${answer.status}`, { status: answer.status })
  }
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of answer.body ?? []) {
      size += piece.length
      if (size > LIMITS.bytes) throw new OutsideFailure(`${who} answered more than ${LIMITS.bytes} bytes`)
      pieces.push(piece)
    }
    const value: unknown = JSON.parse(Buffer.concat(pieces).toString('utf8'))
    if (isObject(value)) return value
  } catch (error) {
    if (error instanceof OutsideFailure) throw error
    throw new OutsideFailure(`${who} answered what is no JSON`, { cause: error })
  }
  throw new OutsideFailure(`${who} answered no object`)
}
