// Written by `npm run generate` from installation.sql; do not edit.
import type { ReadStatement } from './database/index.ts'

export const readInstallation: ReadStatement<{  }, { epoch: string; created_at: Date; cursor_key: Buffer }> = {
  name: 'platform.read_installation',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
  ],
  text: "select epoch, created_at, cursor_key from platform.installation",
}

/** The first start makes the one row; of several processes that start at once, one makes it. */
export const foundInstallation: ReadStatement<{ epoch: string | null; createdAt: Date | null; cursorKey: Buffer | null }, { epoch: string }> = {
  name: 'platform.found_installation',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'epoch', type: 'text', array: false },
    { name: 'createdAt', type: 'timestamptz', array: false },
    { name: 'cursorKey', type: 'bytea', array: false },
  ],
  text: "insert into platform.installation (epoch, created_at, cursor_key)\nselect v.epoch, v.created_at, v.cursor_key\nfrom (select $1::text as epoch, $2::timestamptz as created_at, $3::bytea as cursor_key) v\nwhere v.epoch is not null\non conflict (only_row) do nothing\nreturning epoch",
}
