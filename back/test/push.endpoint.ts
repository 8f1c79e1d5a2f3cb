import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PushPayload, RequestInput } from '@papo/contract'

type Subscription = RequestInput<'subscribePush'>
export type Letter = {
  device: Device
  payload: PushPayload
  headers: IncomingHttpHeaders
  /** Who sent it, as its signature proves. */
  sender: { key: string; audience: string; subject: string; expiresAt: number }
}
type Answer = { status: number; headers?: Record<string, string> }

/** A browser that lets itself be woken: it alone holds the key to its letters. */
export class Device {
  readonly letters: Letter[] = []
  /** How often it was called, whatever the answer was. */
  calls = 0
  answer: () => Answer = () => ({ status: 201 })
  private readonly keys = createECDH('prime256v1')
  private readonly secret = randomBytes(16)

  constructor(readonly endpoint: string) {
    this.keys.generateKeys()
  }

  get subscription(): Subscription {
    const keys = { p256dh: this.keys.getPublicKey('base64url'), auth: this.secret.toString('base64url') }
    return { endpoint: this.endpoint, keys }
  }

  /** Messages that it was told of, by their seqs. */
  get seqs(): number[] {
    return this.letters.flatMap(({ payload }) => (payload.type === 'message' ? [payload.seq] : []))
  }

  /** RFC 8291 over RFC 8188. @throws if it was not encrypted for this device */
  open(body: Buffer): PushPayload {
    const salt = body.subarray(0, 16)
    const sender = body.subarray(21, 21 + body.readUInt8(20))
    const sealed = body.subarray(21 + sender.length)
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.keys.getPublicKey(), sender])
    const shared = derive(this.keys.computeSecret(sender), this.secret, info, 32)
    const key = derive(shared, salt, 'Content-Encoding: aes128gcm\0', 16)
    const nonce = derive(shared, salt, 'Content-Encoding: nonce\0', 12)
    const decipher = createDecipheriv('aes-128-gcm', key, nonce)
    decipher.setAuthTag(sealed.subarray(-16))
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString()) as PushPayload
  }
}

const derive = (secret: Buffer, salt: Buffer, info: string | Buffer, bytes: number) =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, bytes))

/** A push service on this machine: takes letters for its devices, and reads them as those would. */
export class PushEndpoint {
  private readonly devices = new Map<string, Device>()
  /** What was not as it has to be. */
  readonly problems: string[] = []

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const { status, headers } = this.take(request.url ?? '', request.headers, Buffer.concat(parts))
        response.writeHead(status, headers).end()
      })
    })
  }

  static async start(): Promise<PushEndpoint> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new PushEndpoint(server)
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  device(): Device {
    const path = `/push/${randomBytes(12).toString('base64url')}`
    const device = new Device(`http://${this.host}${path}`)
    this.devices.set(path, device)
    return device
  }

  stop(): void {
    this.server.close()
    this.server.closeAllConnections()
  }

  private take(path: string, headers: IncomingHttpHeaders, body: Buffer): Answer {
    const device = this.devices.get(path)
    if (!device) return { status: 404 }
    device.calls++
    const answer = device.answer()
    if (answer.status >= 300) return answer
    try {
      const sender = this.senderOf(headers.authorization ?? '')
      device.letters.push({ device, payload: device.open(body), headers, sender })
      return answer
    } catch (error) {
      this.problems.push(String(error))
      return { status: 400 }
    }
  }

  /** RFC 8292. @throws unless it is signed with the key that it names */
  private senderOf(authorization: string): Letter['sender'] {
    const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? []
    const [header = '', claims = '', signature = ''] = token.split('.')
    const point = Buffer.from(key, 'base64url')
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
    const jwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }
    const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
    const signed = Buffer.from(`${header}.${claims}`)
    const options = { key: publicKey, dsaEncoding: 'ieee-p1363' as const }
    if (!verify('sha256', signed, options, Buffer.from(signature, 'base64url')))
      throw new Error('the signature is another one’s')
    const { aud, sub, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<
      string,
      unknown
    >
    return { key, audience: String(aud), subject: String(sub), expiresAt: Number(exp) * 1_000 }
  }
}
