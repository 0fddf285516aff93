import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

test('a test with a browser ends when it is told to', { timeout: 120_000 }, async () => {
  const code = `
    import { openBrowser } from ${JSON.stringify(new URL('browser.ts', import.meta.url).href)}
    const { context } = await openBrowser()
    const page = await context.newPage()
    setInterval(() => undefined, 1000)
    console.log(await page.evaluate('navigator.userAgent'))`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  try {
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    assert.match(said.toString(), /Chrome/)
    child.kill('SIGTERM')
    const ended = await Promise.race([exited, sleep(20_000)])
    assert.deepEqual(ended, [null, 'SIGTERM'])
  } finally {
    child.kill('SIGKILL')
  }
})
