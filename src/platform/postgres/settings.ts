import { totalmem } from 'node:os'
import type { Address } from './address.ts'

const MB = 1024 * 1024

/** 25 % of the memory that this process may use (a container's limit counts), at most 4 GB, in whole MB. */
export function sharedBuffersMb(): number {
  const limit = process.constrainedMemory()
  const memory = limit > 0 && limit < totalmem() ? limit : totalmem()
  return Math.max(128, Math.min(4096, Math.floor(memory / 4 / MB)))
}

/** The whole of postgresql.conf; written anew at each start, so that an upgrade of Docket brings its settings. */
export function serverSettings(address: Address, sharedMb: number, includes: readonly string[]): string {
  const listen =
    address.kind === 'socket'
      ? `listen_addresses = ''\nunix_socket_directories = '${quote(address.folder)}'`
      : `listen_addresses = '127.0.0.1'\nunix_socket_directories = ''`
  return `# Written by Docket at each start. Your own settings go into postgresql.local.conf beside
# the folder postgres; they are read last, so they win.
${listen}
unix_socket_permissions = 0700
port = ${address.port}
max_connections = 200
password_encryption = scram-sha-256

shared_buffers = ${sharedMb}MB
max_wal_size = 1GB
min_wal_size = 160MB
checkpoint_timeout = 5min
wal_compression = on
fsync = on
synchronous_commit = on
full_page_writes = on
jit = off
random_page_cost = 1.1
# A new installation grows from nothing in seconds; statistics that come a minute late make lists slow until then.
autovacuum_naptime = 10s

datestyle = 'iso, mdy'
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
lc_monetary = 'C'
lc_numeric = 'C'
lc_time = 'C'
default_text_search_config = 'pg_catalog.english'

log_destination = 'stderr'
logging_collector = off
log_line_prefix = '%m [%p] '
log_checkpoints = off
${includes.map((file) => `include = '${quote(file)}'\n`).join('')}`
}

function quote(text: string): string {
  return text.replaceAll("'", "''")
}

/** Who may connect: everyone who can enter the socket's 0700 folder; over TCP only with the password. */
export const CLIENT_RULES = `# Written by Docket.
local all all trust
local replication all trust
host all all 127.0.0.1/32 scram-sha-256
`

/**
 * Limits of the role that acts (decision: no statement may hold the house up). The keepalives matter over TCP only.
 * A server of the user's own gets the same from a migration.
 */
export const ACTING_ROLE_LIMITS = [
  ['lock_timeout', '2s'],
  ['statement_timeout', '5s'],
  ['idle_in_transaction_session_timeout', '3s'],
  ['jit', 'off'],
  ['tcp_keepalives_idle', '30'],
  ['tcp_keepalives_interval', '10'],
  ['tcp_keepalives_count', '3'],
] as const
