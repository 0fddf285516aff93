/** An open database server. */
export type DatabaseServer = {
  /** Connection of the role that acts (limits stand on the role). */
  readonly url: string
  /** Connection for migrations, loads and backup: superuser and without limits when embedded. */
  readonly adminUrl: string
  readonly embedded: boolean
  /** False between the moment when the embedded server was seen to be gone and its return. Always true otherwise. */
  readonly up: boolean
  /** Called when the embedded server is gone: answer 503. It is restarted by itself. */
  onDown(listener: () => void): void
  /** Called when the embedded server is back. */
  onUp(listener: () => void): void
  /** Lets go of the server; whoever is the last of all processes on the data folder stops it. May be called twice. */
  stop(): Promise<void>
}
