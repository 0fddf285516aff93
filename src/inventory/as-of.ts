/** A clock of theirs, who say when they looked, may be ahead of ours by this much. */
export const AHEAD_MS = 300_000
