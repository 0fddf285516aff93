import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail server that keeps what comes in; `refuse` lets it answer that it is busy. */
export class MailSink {
  readonly mails: { from: string; to: string[]; text: string }[] = []
  refuse = false
  readonly #server: SMTPServer

  private constructor() {
    this.#server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      onAuth: ({ username, password }, _session, done) =>
        username === 'docket' && password === 'a-secret'
          ? done(null, { user: username })
          : done(new Error('nobody we know')),
      onData: (stream, session, done) => {
        const parts: Buffer[] = []
        stream.on('data', (part: Buffer) => parts.push(part))
        stream.on('end', () => {
          if (this.refuse) return done(Object.assign(new Error('busy'), { responseCode: 451 }))
          const { mailFrom, rcptTo } = session.envelope
          this.mails.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map((one) => one.address),
            text: Buffer.concat(parts).toString().replaceAll('=\r\n', ''),
          })
          done()
        })
      },
    })
  }

  static async open(): Promise<MailSink> {
    const sink = new MailSink()
    sink.#server.listen(0, '127.0.0.1')
    await once(sink.#server.server, 'listening')
    return sink
  }

  get url(): string {
    const { port } = this.#server.server.address() as AddressInfo
    return `smtp://docket:a-secret@127.0.0.1:${port}`
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve))
  }
}
