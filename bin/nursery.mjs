import { totalmem } from 'node:os'

/**
 * What the Node that serves is started with. A batch makes garbage that dies young, some 60 kB an order line: the larger
 * the nursery, the fewer of the objects in flight are copied. A ninety-sixth of the memory, 16 MB to 256 MB, for each of
 * its two halves, from the first moment on.
 */
export function nurseryFlags(memoryBytes = totalmem()) {
  const megabytes = Math.min(256, Math.max(16, Math.floor(memoryBytes / 2 ** 20 / 96)))
  return [`--min-semi-space-size=${megabytes}`, `--max-semi-space-size=${megabytes}`]
}
