import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { freePort } from '../../scripts/ports.mjs'
import { until } from './until.js'

export type Mail = { to: string; raw: string; text: string; links: string[] }

/** A mail server on loopback that keeps what it gets. */
export class PostOffice {
  readonly mails: Mail[] = []
  private server: SMTPServer | undefined
  /** Of the letters that come while it is set, none is taken: an SMTP code. */
  refusing: number | undefined

  private constructor(readonly port: number) {}

  static async open(): Promise<PostOffice> {
    const office = new PostOffice(await freePort())
    await office.start()
    return office
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`
  }

  async start(): Promise<void> {
    const server = new SMTPServer({
      hideSTARTTLS: true,
      authOptional: true,
      onRcptTo: (_address, _session, done) =>
        done(
          this.refusing === undefined
            ? null
            : Object.assign(new Error('refused'), { responseCode: this.refusing }),
        ),
      onData: (stream, session, done) =>
        void text(stream).then((raw) => {
          this.mails.push(read(raw, session.envelope.rcptTo[0]?.address ?? ''))
          done()
        }, done),
    })
    server.on('error', () => undefined)
    await new Promise<AddressInfo>((resolve) => {
      server.listen(this.port, '127.0.0.1', () => resolve(server.server.address() as AddressInfo))
    })
    this.server = server
  }

  async stop(): Promise<void> {
    const { server } = this
    this.server = undefined
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  to(address: string): Mail[] {
    return this.mails.filter((mail) => mail.to === address)
  }

  /** The newest of so many. */
  async next(address: string, count = 1): Promise<Mail> {
    const mail = await until(() => this.to(address)[count - 1], { what: `mail ${count} to ${address}` })
    return mail
  }
}

/** The plain part, decoded. */
function read(raw: string, to: string): Mail {
  const [, part = ''] = /Content-Type: text\/plain[^\r\n]*\r\n([\s\S]*?)\r\n----_NmP/.exec(raw) ?? []
  const [head = '', ...rest] = part.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  const plain = /base64/.test(head) ? Buffer.from(body, 'base64').toString() : unquoted(body)
  return { to, raw, text: plain, links: plain.match(/https?:\/\/\S+/g) ?? [] }
}

function unquoted(body: string): string {
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
