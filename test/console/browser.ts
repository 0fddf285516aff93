import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type BrowserContext, chromium } from 'playwright-core'

const ROOT = join(import.meta.dirname, '../..')
/** Where the unpacked browser stays for the next run: the folder for temporary files may be of one run only. */
const KEPT = '/var/tmp'

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

/** A Chromium with an empty profile of its own. */
export interface TestBrowser {
  readonly context: BrowserContext
  readonly version: string
  close(): Promise<void>
}

/** Starts a browser. Linux on x64: the one of the lock file, its version asserted; elsewhere an installed Chrome. */
export async function openBrowser(): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'docket-browser-'))
  const common = {
    args: ARGUMENTS,
    headless: true,
    viewport: { width: 1280, height: 860 },
    locale: 'en-GB',
    timeout: 60_000,
    // Who is told to end, ends: the library would close the browser, and the test would wait for it for ever.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  }
  const bundled =
    process.platform === 'linux' && process.arch === 'x64' ? await unpackedChromium() : undefined
  try {
    const context =
      bundled === undefined
        ? await chromium.launchPersistentContext(profile, { ...common, channel: 'chrome' })
        : await chromium.launchPersistentContext(profile, {
            ...common,
            executablePath: bundled.path,
            env: { ...process.env, ...bundled.env, HOME: profile },
          })
    context.setDefaultTimeout(15_000)
    // A persistent context has no Browser object; the browser says its version itself.
    const page = context.pages()[0] ?? (await context.newPage())
    const session = await context.newCDPSession(page)
    const { product } = await session.send('Browser.getVersion')
    await session.detach()
    const version = product.replace(/^.*\//, '')
    if (bundled !== undefined)
      assert.equal(version.split('.')[0], bundled.major, `a stale browser: ${product}`)
    return {
      context,
      version,
      close: async () => {
        await context.close()
        rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
      },
    }
  } catch (error) {
    rmSync(profile, { recursive: true, force: true })
    throw error
  }
}

/**
 * The browser of the lock file, unpacked once a version. It is unpacked by a process of its own (the package changes
 * the environment of the one that loads it) into a new folder that gets its name when it is complete, so that two test
 * files may do it at once and a half-unpacked one is never used.
 */
async function unpackedChromium(): Promise<{ path: string; major: string; env: Record<string, string> }> {
  const manifest = readFileSync(join(ROOT, 'node_modules/@sparticuz/chromium/package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const user = process.getuid?.() ?? 0
  const folder = join(KEPT, `docket-chromium-${version}-${user}`)
  if (!existsSync(folder)) {
    const fresh = mkdtempSync(join(KEPT, 'docket-chromium-new-'))
    try {
      await promisify(execFile)(
        process.execPath,
        [
          '--input-type=module',
          '--eval',
          "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath()",
        ],
        {
          cwd: ROOT,
          timeout: 120_000,
          env: { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
        },
      )
      // The package's own names folders of its home only.
      writeFileSync(join(fresh, 'fonts/fonts.conf'), FONTS)
      renameSync(fresh, folder)
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true })
      // Another test file was faster.
      if (!existsSync(folder)) throw error
    }
  }
  assert.equal(lstatSync(folder).uid, user, `${folder} belongs to another user`)
  return {
    path: join(folder, 'chromium'),
    major: version.split('.')[0]!,
    env: {
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
  }
}
