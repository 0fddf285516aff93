import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { TestServer } from '../support/server.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Where screenshots go when somebody wants to look at them. */
const SCREENS = process.env['DOCKET_SCREENS']

/** Signs in at a room, whose address stays. */
export async function signIn(page: Page, server: TestServer, room: string): Promise<void> {
  await page.goto(server.url + room)
  await page.getByLabel('Login').fill(server.adminLogin)
  await page.getByLabel('Password').fill(server.adminPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation', { name: 'Rooms' }).waitFor()
}

/** axe finds nothing on the page as it stands. */
export async function accessible(page: Page, where: string): Promise<void> {
  if ((await page.evaluate('"axe" in window')) === false) await page.evaluate(AXE)
  const found: string[] = await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map((one) => one.id + ': ' + one.nodes[0]?.html.slice(0, 160)))`,
  )
  assert.deepEqual(found, [], where)
}

/** Waits until nothing is loading any more. */
export async function settle(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor()
  await page.locator('.skeleton').first().waitFor({ state: 'detached' })
}

/** The page is accessible and not wider than the screen; a picture of it is kept if somebody wants one. */
export async function look(page: Page, name: string): Promise<void> {
  await settle(page)
  await accessible(page, name)
  const over: number = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
  assert.ok(over <= 0, `${name} is ${over} px too wide`)
  if (SCREENS === undefined) return
  mkdirSync(SCREENS, { recursive: true })
  await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: true })
}

const DESK = { width: 1280, height: 860 }
const PHONE = { width: 390, height: 844 }

/** The same at the width of a laptop and of a phone. */
export async function lookTwice(page: Page, name: string): Promise<void> {
  await page.setViewportSize(DESK)
  await look(page, `${name}-1280`)
  await page.setViewportSize(PHONE)
  await look(page, `${name}-390`)
  await page.setViewportSize(DESK)
}
