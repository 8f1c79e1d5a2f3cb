import { createHmac, randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'
const SECRET_BYTES = 24

export const makeSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64')

/** The headers of one attempt, as Standard Webhooks has them, and the id once more as an idempotency key. */
export function headersOf(secret: string, id: string, { body, at }: { body: Buffer; at: Date }) {
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
    'idempotency-key': id,
  }
}
