/** Headers of every answer; an API answer is never a document that a browser runs. */
export const API_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
}

/** Headers of the console: everything from this server, nothing inline but styles. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  ...API_HEADERS,
  'cache-control': 'no-cache',
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  'x-frame-options': 'DENY',
}

/** The API page runs one inline script, allowed by its nonce; still nothing from another address. */
export function docsHeaders(nonce: string): Record<string, string> {
  const policy = PAGE_HEADERS['content-security-policy']!.replace(
    "script-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
  )
  return { ...PAGE_HEADERS, 'content-security-policy': policy }
}
