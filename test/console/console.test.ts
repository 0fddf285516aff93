import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { accessible, settle } from './look.ts'
import { RunningConsole } from './running.ts'

const ROOMS = [
  'orders',
  'stock',
  'invoices',
  'receivables',
  'receipts',
  'customers',
  'books',
  'patterns',
  'channels',
  'payments',
  'webhooks',
  'alerts',
  'runbook',
  'jobs',
  'monitoring',
  'setup',
]
const SECTIONS = ['', '/documents', '/plan', '/books', '/timeline', '/intake']

let shown: RunningConsole
let page: Page
before(async () => {
  shown = await RunningConsole.open()
  page = shown.page
})
after(() => shown.close())
beforeEach(() => page.setViewportSize({ width: 1280, height: 860 }))

test('the browser of the lock file starts and renders', async () => {
  const browser = await openBrowser()
  try {
    const page = await browser.context.newPage()
    await page.setContent('<h1>Docket</h1>')
    assert.equal(await page.getByRole('heading').textContent(), 'Docket')
    assert.ok((await page.screenshot()).length > 1000)
    assert.match(browser.version, /^\d+\.\d+\.\d+\.\d+$/)
  } finally {
    await browser.close()
  }
})

test('refuses a wrong password, lets a right one in, and keeps the address that was asked for', async () => {
  await page.goto(`${shown.server.url}/orders?status=closed`)
  await page.getByLabel('Login').fill(shown.server.adminLogin)
  await page.getByLabel('Password').fill('not this one')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  await accessible(page, 'sign in')
  await page.getByLabel('Password').fill(shown.server.adminPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
  assert.match(page.url(), /status=closed/)
  assert.equal(await page.getByLabel('Status').inputValue(), 'closed')
})

for (const [width, height] of [
  [1280, 860],
  [390, 844],
] as const)
  test(`every room and section at ${width} px: no fault, accessible, not wider than the screen`, async () => {
    const [first] = await shown.orders()
    assert.ok(first, 'the sample company has orders')
    await page.setViewportSize({ width, height })
    for (const path of [
      ...ROOMS.map((room) => `/${room}`),
      '/books/journals',
      ...SECTIONS.map((section) => `/orders/${first.id}${section}`),
    ]) {
      await shown.go(path)
      await shown.noProblem(path)
      await accessible(page, path)
      const over: number = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      assert.ok(over <= 0, `${path} is ${over} px too wide`)
    }
    assert.deepEqual(shown.faults, [])
  })

test('the keys lead through the list: / j k Enter ?', async () => {
  await shown.go('/orders')
  await page.locator('a.row-link').nth(1).waitFor()
  const focused = (): Promise<string | null> => page.evaluate('document.activeElement.textContent')
  const numbers = await page.locator('a.row-link').allTextContents()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  assert.equal(await focused(), numbers[1])
  await page.keyboard.press('k')
  assert.equal(await focused(), numbers[0])
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('/')
  await page.keyboard.type(numbers[0]!)
  await page.waitForURL(/q=/)
  await shown.until(
    `[...document.querySelectorAll('a.row-link')].map((link) => link.textContent).join() === '${numbers[0]}'`,
  )
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: numbers[0]! }).waitFor()
  assert.equal(await page.evaluate('document.activeElement.tagName'), 'H1')
  await page.goBack()
  await page.locator('a.row-link').first().waitFor()
  assert.match(page.url(), /q=/)
})

test('a list goes on by the key of its last row, and back to the first page', async () => {
  const rows = await shown.orders()
  await shown.go('/orders')
  const next = page.getByRole('button', { name: 'Next page' })
  if ((await next.count()) === 0) {
    assert.ok(rows.length <= 50, 'more than a page of orders, and no next page')
    return
  }
  const first = await page.locator('a.row-link').allTextContents()
  await next.click()
  await page.waitForURL(/after=/)
  await shown.until(`document.querySelector('a.row-link')?.textContent !== '${first[0]}'`)
  const second = await page.locator('a.row-link').allTextContents()
  assert.deepEqual(
    second.filter((number) => first.includes(number)),
    [],
  )
  await page.getByRole('button', { name: 'First page' }).click()
  await shown.until(`!location.search.includes('after=')`)
})

test('a figure of the trial balance leads to its postings, to the order line and to the order', async () => {
  await shown.go('/books')
  await page.locator('tbody a.row-link').first().waitFor()
  const accounts = await page.locator('tbody a.row-link').all()
  const codes = await Promise.all(accounts.map((account) => account.getAttribute('href')))
  for (const code of codes) {
    await shown.go(code!)
    await shown.noProblem(code!)
    const line = page.getByRole('link', { name: 'To the line' }).first()
    if ((await line.count()) === 0) continue
    await line.click()
    await page.waitForURL(/\/orders\/[^/]+#ful_/)
    await settle(page)
    await shown.noProblem(page.url())
    const id = new URL(page.url()).hash
    await page.locator(id).waitFor()
    await page
      .getByRole('table', { name: /step by step/ })
      .first()
      .waitFor()
    return
  }
  assert.fail('no posting of any account names a line')
})

test('no link of the console is dead', async () => {
  const seen = new Map<string, number>()
  const queue = ROOMS.map((room) => `/${room}`)
  const done = new Set<string>()
  const until = Date.now() + 60_000
  while (queue.length > 0 && Date.now() < until) {
    const path = queue.shift()!
    if (done.has(path)) continue
    done.add(path)
    await shown.go(path)
    await shown.noProblem(path)
    const links = await page
      .locator('main a[href^="/"]')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')!))
    for (const link of links) {
      const bare = link.split('#')[0]!
      // A few of each kind of page: ids and numbers make pages of one kind.
      const kind = bare
        .split('?')[0]!
        .replace(
          /^(\/(?:api\/v1\/intake|orders|stock|invoices|customers|books|jobs|runbook)\/)(?!journals)[^/]+/,
          '$1*',
        )
      if (done.has(bare) || bare.startsWith('/docs') || (seen.get(kind) ?? 0) >= 3) continue
      seen.set(kind, (seen.get(kind) ?? 0) + 1)
      // A link to bytes is a download, no page: it must answer.
      if (bare.startsWith('/api/')) {
        done.add(bare)
        assert.equal((await page.request.get(shown.server.url + bare)).status(), 200, bare)
        continue
      }
      queue.push(bare)
    }
  }
  assert.ok(done.size > ROOMS.length + 5, `only ${done.size} pages were reached`)
  assert.deepEqual(shown.faults, [])
})

test('signing out ends the session', async () => {
  await shown.go('/orders')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByLabel('Login').waitFor()
  await page.goto(`${shown.server.url}/books`)
  await page.getByLabel('Login').waitFor()
  assert.deepEqual(shown.faults, [])
})
