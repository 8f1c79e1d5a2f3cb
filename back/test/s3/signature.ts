import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What S3 answers when it refuses. */
export class S3Error extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message = code,
  ) {
    super(message)
  }
}

export type Keys = { accessKey: string; secretKey: string }
type Signed = {
  credential: string
  headers: string
  signature: string
  at: string
  payload: string
  query: [string, string][]
}

const SKEW_MS = 900_000
const sha = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
const textOf = (value: string | string[] | undefined) => String(value ?? '')
const timeOf = (at: string) =>
  Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')) || 0

/** Reads the signature of a call, in its header or its query. @throws S3Error if there is none, or it is too old */
function signedOf(request: IncomingMessage, query: URLSearchParams): Signed {
  const header = request.headers.authorization
  const given = (name: string) => query.get(`X-Amz-${name}`) ?? ''
  if (header === undefined) {
    if (given('Algorithm') !== 'AWS4-HMAC-SHA256') throw new S3Error(403, 'AccessDenied')
    const endsAt = timeOf(given('Date')) + Number(given('Expires')) * 1_000
    if (!(Date.now() < endsAt)) throw new S3Error(403, 'AccessDenied', 'Request has expired')
    const [credential, headers, signature] = [given('Credential'), given('SignedHeaders'), given('Signature')]
    const payload = query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD'
    const rest = [...query].filter(([name]) => name !== 'X-Amz-Signature')
    return { credential, headers, signature, at: given('Date'), payload, query: rest }
  }
  const [, credential = '', headers = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(
      header,
    ) ?? []
  const at = textOf(request.headers['x-amz-date'])
  if (Math.abs(Date.now() - timeOf(at)) > SKEW_MS) throw new S3Error(403, 'RequestTimeTooSkewed')
  const payload = textOf(request.headers['x-amz-content-sha256'])
  return { credential, headers, signature, at, payload, query: [...query] }
}

/** SigV4, really verified. @returns the hash that the payload must have, or what S3 has in its place */
export function verify(request: IncomingMessage, url: URL, { accessKey, secretKey }: Keys): string {
  const signed = signedOf(request, url.searchParams)
  const [key, date = '', region = '', service = ''] = signed.credential.split('/')
  if (key !== accessKey) throw new S3Error(403, 'InvalidAccessKeyId')
  const names = signed.headers.split(';')
  if (!names.includes('host')) throw new S3Error(403, 'AccessDenied')
  const canonical = [
    request.method,
    url.pathname,
    signed.query
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${textOf(request.headers[name]).trim().replace(/ +/g, ' ')}`),
    ...['', signed.headers, signed.payload],
  ].join('\n')
  const scope = [date, region, service, 'aws4_request']
  const text = ['AWS4-HMAC-SHA256', signed.at, scope.join('/'), sha(canonical)].join('\n')
  const signingKey = scope.reduce<string | Buffer>((made, part) => hmac(made, part), `AWS4${secretKey}`)
  if (!same(hmac(signingKey, text).toString('hex'), signed.signature))
    throw new S3Error(403, 'SignatureDoesNotMatch')
  return signed.payload
}

/** @throws S3Error unless the body is the one that was signed */
export function checkPayload(body: Buffer, payload: string): void {
  if (payload.startsWith('STREAMING-')) throw new S3Error(501, 'NotImplemented')
  if (/^[0-9a-f]{64}$/.test(payload) && sha(body) !== payload)
    throw new S3Error(400, 'XAmzContentSHA256Mismatch')
}
