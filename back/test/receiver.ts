import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parse, type WebhookPayload, webhookPayload } from '@papo/contract'

export type Letter = { headers: IncomingHttpHeaders; text: string; payload: WebhookPayload }
/** What it answers; undefined: nothing, ever. */
type Answer = { status: number; location?: string } | undefined

/** Where an outgoing webhook leads: keeps what it was sent. */
export class Receiver {
  readonly letters: Letter[] = []
  answer: (letter: Letter) => Answer = () => ({ status: 204 })

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const text = Buffer.concat(parts).toString()
        const parsed = parse(webhookPayload, JSON.parse(text))
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
        const letter = { headers: request.headers, text, payload: parsed.value }
        this.letters.push(letter)
        const answer = this.answer(letter)
        if (answer)
          response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end()
      })
    })
  }

  static async start(): Promise<Receiver> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new Receiver(server)
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  get seqs(): number[] {
    return this.letters.map(({ payload }) => payload.event.seq)
  }

  stop(): void {
    this.server.close()
    this.server.closeAllConnections()
  }
}

/** What the signature of a letter has to be, told by Standard Webhooks alone. */
export function signatureOf(secret: string, { headers, text }: Letter): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const said = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${text}`
  return `v1,${createHmac('sha256', key).update(said).digest('base64')}`
}
