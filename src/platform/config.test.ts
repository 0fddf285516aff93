import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { BLOCKED_PORTS, ConfigError, LIMITS, loadConfig } from './config.ts'
import { createLogger } from './log.ts'

function sentences(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env)
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.sentences
  }
  return []
}

test('without any setting, one process does everything on loopback with a database of its own', () => {
  const { limits, ...rest } = loadConfig({ PORT: '', DATA_DIR: ' ' })
  assert.deepEqual(rest, {
    port: 3000,
    host: '127.0.0.1',
    secureCookies: false,
    dataDir: resolve('.docket'),
    databaseUrl: undefined,
    databaseAdminUrl: undefined,
    adminPassword: undefined,
    apiKey: undefined,
    roles: ['api', 'worker', 'scheduler'],
    logLevel: 'info',
    privateAddresses: false,
    outside: new Map(),
    payments: new Map(),
    systems: new Map(),
    alerts: { webhook: undefined, mail: undefined },
    traceEndpoint: undefined,
    shops: new Map(),
  })
  for (const [name, { standard, min, max }] of Object.entries(LIMITS)) {
    assert.equal(limits[name as keyof typeof LIMITS], standard)
    assert.ok(min <= standard && standard <= max, name)
  }
})

test('outside systems are named by their variables; what is wrong with one is told without its secrets', () => {
  const { outside } = loadConfig({
    DOCKET_OUTSIDE_WMS_URL: 'https://wms.example/items',
    DOCKET_OUTSIDE_WMS_TOKEN: ' s3cret ',
    DOCKET_OUTSIDE_WMS_COMPANIES: 'ACME, ACME-DE',
    DOCKET_OUTSIDE_OLD_ERP_URL: 'http://10.0.0.7:8080/',
    DOCKET_OUTSIDE_EMPTY_URL: '',
  })
  assert.deepEqual(Object.fromEntries(outside), {
    wms: {
      url: 'https://wms.example/items',
      token: 's3cret',
      secret: undefined,
      companies: ['ACME', 'ACME-DE'],
    },
    old_erp: { url: 'http://10.0.0.7:8080/', token: undefined, secret: undefined, companies: undefined },
  })
  const told = sentences({
    DOCKET_OUTSIDE_A_TOKEN: 'tok en',
    DOCKET_OUTSIDE_B_URL: 'https://user:pass@b.example',
    DOCKET_OUTSIDE_B_SECRET: 'tiny',
    DOCKET_OUTSIDE_B_COMPANIES: 'ACME,',
  })
  assert.equal(told.length, 5)
  assert.ok(!/tok en|pass@|tiny/.test(told.join()), told.join())
})

test('a shop is named by its variables and needs its key; what is wrong is told without either', () => {
  const { shops } = loadConfig({
    DOCKET_SHOP_WEBSHOP_URL: 'https://shop.example/',
    DOCKET_SHOP_WEBSHOP_KEY: 'sixteen-visible-characters',
    DOCKET_SHOP_TRIAL_URL: 'https://trial.example',
    DOCKET_SHOP_TRIAL_KEY: 'sixteen-other-characters',
    DOCKET_SHOP_TRIAL_SOURCE: 'webshop',
    DOCKET_SHOP_TRIAL_COMPANIES: 'TRIAL',
  })
  assert.deepEqual(Object.fromEntries(shops), {
    webshop: {
      baseUrl: 'https://shop.example',
      applicationKey: 'sixteen-visible-characters',
      source: undefined,
      companies: undefined,
    },
    trial: {
      baseUrl: 'https://trial.example',
      applicationKey: 'sixteen-other-characters',
      source: 'webshop',
      companies: ['TRIAL'],
    },
  })
  const told = sentences({ DOCKET_SHOP_A_URL: 'https://user:pass@a.example', DOCKET_SHOP_A_KEY: 'tiny' })
  assert.equal(told.length, 2)
  assert.ok(!/pass@|tiny/.test(told.join()), told.join())
  assert.deepEqual(
    sentences({
      DOCKET_SHOP_A_URL: 'http://127.0.0.1:4810/ccadmin/v1',
      DOCKET_SHOP_A_KEY: 'sixteen-visible-characters',
    }),
    ['DOCKET_SHOP_A_URL must end with the host, without a path: http://127.0.0.1:4810.'],
  )
})

test('a flag wins over its variable', () => {
  const config = loadConfig(
    { PORT: '4000', DOCKET_ROLES: 'api' },
    { port: '5000', roles: 'worker, scheduler' },
  )
  assert.equal(config.port, 5000)
  assert.deepEqual(config.roles, ['worker', 'scheduler'])
})

test('cookies are for https only when others can reach the server, unless it is said otherwise', () => {
  const secure = (env: Record<string, string>) => loadConfig(env).secureCookies
  for (const HOST of ['127.0.0.1', '127.1.2.3', 'localhost', '::1'])
    assert.equal(secure({ HOST }), false, HOST)
  for (const HOST of ['0.0.0.0', '::', '10.0.0.5', 'docket.example'])
    assert.equal(secure({ HOST }), true, HOST)
  assert.equal(secure({ DOCKET_SECURE_COOKIES: 'yes' }), true)
  assert.equal(secure({ HOST: '0.0.0.0', DOCKET_SECURE_COOKIES: 'no' }), false)
})

test('all bad settings are told at once, one sentence each', () => {
  const told = sentences({
    PORT: '70000',
    HOST: 'a b',
    DOCKET_SECURE_COOKIES: 'maybe',
    DOCKET_ROLES: 'api,cook',
    LOG_LEVEL: 'loud',
    DOCKET_ADMIN_PASSWORD: 'short',
    DOCKET_BATCH_LINES: '0',
    DATABASE_ADMIN_URL: 'postgresql://admin@db/docket',
  })
  const expected = [
    'PORT',
    'HOST',
    'DOCKET_ROLES',
    'LOG_LEVEL',
    'DOCKET_ADMIN_PASSWORD',
    'DOCKET_SECURE_COOKIES',
  ]
  for (const name of [...expected, 'DOCKET_BATCH_LINES', 'DATABASE_ADMIN_URL']) {
    assert.equal(told.filter((sentence) => sentence.startsWith(`${name} `)).length, 1, name)
  }
  assert.equal(told.length, 8)
})

test('a port that no browser calls is refused', async () => {
  for (const port of BLOCKED_PORTS) {
    assert.equal(sentences({ PORT: String(port) }).length, 1)
    await assert.rejects(fetch(`http://127.0.0.1:${port}`), (error: Error) =>
      /bad port/.test(String(error.cause)),
    )
  }
})

test('no sentence repeats a password', () => {
  const told = sentences({ DATABASE_URL: 'mysql://me:hunter2@db/x', DOCKET_API_KEY: 'hunter2' })
  assert.equal(told.length, 2)
  assert.ok(!told.join().includes('hunter2'))
})

test('a log line hides secrets by name and in URLs, and keeps bigints and errors', () => {
  const lines: string[] = []
  const log = createLogger({ level: 'info', pretty: false, write: (line) => void lines.push(line) })
  log.debug('not this')
  log
    .child({ order: 7n })
    .info({ apiKey: 'k', deep: { password: 'p' }, url: 'postgresql://a:p4ss@db/x' }, 'to postgres://u:p4ss@h')
  log.error(new Error('no', { cause: new Error('deeper') }))
  assert.equal(lines.length, 2)
  const [first, second] = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  assert.equal(first?.['msg'], 'to postgres://u:[hidden]@h')
  assert.deepEqual(
    [first?.['order'], first?.['apiKey'], first?.['deep']],
    ['7', '[hidden]', { password: '[hidden]' }],
  )
  assert.equal(first?.['url'], 'postgresql://a:[hidden]@db/x')
  const err = second?.['err'] as { message: string; cause: { message: string } }
  assert.deepEqual([err.message, err.cause.message], ['no', 'deeper'])
})

test('targets of alerts are taken whole, and every fault of theirs is told without a secret', () => {
  const { alerts } = loadConfig({
    DOCKET_ALERT_MAIL_URL: 'smtps://docket:hidden@mail.example.com',
    DOCKET_ALERT_MAIL_FROM: 'docket@example.com',
    DOCKET_ALERT_MAIL_TO: 'a@example.com, b@example.com',
  })
  assert.deepEqual(alerts.mail?.to, ['a@example.com', 'b@example.com'])
  assert.throws(
    () =>
      loadConfig({
        DOCKET_ALERT_WEBHOOK_URL: 'ftp://example.com',
        DOCKET_ALERT_WEBHOOK_SECRET: 'hidden',
        DOCKET_ALERT_MAIL_URL: 'https://docket:hidden@example.com',
        DOCKET_ALERT_MAIL_TO: 'nobody',
      }),
    (error: ConfigError) => {
      assert.equal(error.sentences.length, 5)
      assert.doesNotMatch(error.message, /hidden/)
      return true
    },
  )
})
