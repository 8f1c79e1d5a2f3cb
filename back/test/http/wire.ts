import { Agent, request } from 'node:http'

export type Answered = { status: number; type: string; text: string }
export type Sent = {
  method: string
  /** With its query, as it goes over the wire. */
  target: string
  headers: Record<string, string>
  body?: string | Uint8Array
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 })

/** Sends what `fetch` would tidy up first. Status 0: the connection ended without an answer. */
export function send(port: number, { method, target, headers, body }: Sent): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const call = request(
      { host: '127.0.0.1', port, method, path: target, headers: { ...headers, ...length }, agent },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            text: Buffer.concat(chunks).toString(),
          }),
        )
      },
    )
    call.setTimeout(30_000, () => call.destroy(new Error('no answer within 30 s')))
    call.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE'
        ? resolve({ status: 0, type: '', text: '' })
        : reject(error),
    )
    call.end(body)
  })
}
