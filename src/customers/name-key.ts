/**
 * A name as it is stored to be found, and as it is asked for: whoever compares names goes through here, or the two drift
 * apart. Case and white space are how it was written, not who it is.
 */
export function nameKey(name: string): string {
  return name.trim().replaceAll(/\s+/g, ' ').toLowerCase()
}

/** The stored key; a name of nothing but spaces has none. */
export function storedNameKey(name: string | null): string | null {
  return name === null ? null : nameKey(name) || null
}
