import { parse } from '../parse.js'
import { type WebhookPayload, webhookPayload } from '../webhooks.js'

/** What came with a delivery: its headers by lower-case name, and its body as it was, byte for byte. */
export type Received = { headers: Readonly<Record<string, string | string[] | undefined>>; body: string }

const TOLERANCE_SECONDS = 300
const PREFIX = 'whsec_'

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))

/**
 * What a webhook was told, if it is from where the secret is and not a copy of long ago. A copy of the last five
 * minutes has an `id` that was there before.
 * @throws Error
 */
export async function verifyWebhook(
  secret: string,
  { headers, body }: Received,
  now = new Date(),
): Promise<WebhookPayload> {
  const said = (name: string) => String(headers[name] ?? '')
  const at = Number(said('webhook-timestamp'))
  if (!(Math.abs(now.getTime() / 1_000 - at) <= TOLERANCE_SECONDS)) throw new Error('webhook: too old')
  const usage = { name: 'HMAC', hash: 'SHA-256' }
  const raw = bytesOf(secret.slice(PREFIX.length))
  const key = await crypto.subtle.importKey('raw', raw, usage, false, ['verify'])
  const signed = new TextEncoder().encode(`${said('webhook-id')}.${said('webhook-timestamp')}.${body}`)
  const signatures = said('webhook-signature')
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
  const checks = signatures.map((one) => crypto.subtle.verify('HMAC', key, bytesOf(one.slice(3)), signed))
  if (!(await Promise.all(checks)).includes(true)) throw new Error('webhook: not signed by this secret')
  const parsed = parse(webhookPayload, JSON.parse(body))
  if (!parsed.ok) throw new Error(`webhook: ${parsed.issues[0]?.message ?? 'not a delivery'}`)
  return parsed.value
}
