import type { Response, Upload, UploadTarget } from '@papo/contract'
import type { Bucket } from '../src/bucket/bucket.js'
import type { Cluster } from './harness.js'
import type { Person } from './person.js'
import { until } from './until.js'

export type Sending = {
  roomId?: string
  purpose?: 'message' | 'avatar' | 'room-avatar'
  name?: string
  type: string
  bytes: Buffer
  /** What is said of its size, if that is not true. */
  size?: number
}

/** Asks for a place for a file. */
export const ask = (person: Person, { bytes, size = bytes.length, ...rest }: Sending) =>
  person.call<Response<'createdUpload'>>('POST', '/uploads', { name: 'file', ...rest, size })

/** Sends all parts, or the whole, as a browser does. @returns the status of each */
export async function put(person: Person, target: UploadTarget, bytes: Buffer): Promise<number[]> {
  const { headers, method, partBytes = bytes.length } = target
  const pieces = target.parts ?? [{ number: 1, url: target.url ?? '' }]
  const statuses: number[] = []
  for (const { number, url } of pieces) {
    const body = new Uint8Array(bytes.subarray((number - 1) * partBytes, number * partBytes))
    const response = await fetch(new URL(url, person.home), { method, headers, body })
    await response.arrayBuffer()
    statuses.push(response.status)
  }
  return statuses
}

export const complete = (person: Person, uploadId: string) =>
  person.call<Upload>('POST', `/uploads/${uploadId}/complete`)

/** What became of a file, once it is known. */
export const settled = (person: Person, uploadId: string) =>
  until(
    async () => {
      const upload = await person.ok<Response<'upload'>>('GET', `/uploads/${uploadId}`)
      return upload.state === 'clean' || upload.state === 'refused' ? upload : undefined
    },
    { what: 'the file is checked' },
  )

/** All the way until it is clean or refused. */
export async function send(person: Person, sending: Sending): Promise<Upload> {
  const asked = await ask(person, sending)
  if (asked.status !== 201) throw new Error(`ask: ${asked.status} ${JSON.stringify(asked.body)}`)
  const statuses = await put(person, asked.body, sending.bytes)
  if (statuses.some((status) => status !== 200)) throw new Error(`put: ${statuses.join()}`)
  const completed = await complete(person, asked.body.uploadId)
  if (completed.status !== 200)
    throw new Error(`complete: ${completed.status} ${JSON.stringify(completed.body)}`)
  return settled(person, asked.body.uploadId)
}

/** All keys of the bucket, once what was sent and judged is taken away from where it came in. */
export const keysAtRest = (db: Cluster['db'], bucket: Bucket) =>
  until(
    async () => {
      const { rows } = await db.query<{ key: string }>(
        "SELECT upload_key AS key FROM file WHERE state IN ('clean', 'refused')",
      )
      const keys = (await bucket.list('')).map(({ key }) => key)
      return rows.some(({ key }) => keys.includes(key)) ? undefined : keys
    },
    { what: 'nothing judged lies where it came in' },
  )

export type Got = { status: number; headers: Headers; bytes: Buffer; link: string | undefined }

/** Follows the link to a file, without what the bucket must not see: who asks. */
export async function get(person: Person, path: string, method = 'GET'): Promise<Got> {
  const headers = { authorization: `Bearer ${person.token}` }
  const first = await fetch(`${person.home}/api${path}`, { method, headers, redirect: 'manual' })
  const location = first.headers.get('location')
  if (first.status !== 302 || location === null)
    return {
      status: first.status,
      headers: first.headers,
      bytes: Buffer.from(await first.arrayBuffer()),
      link: undefined,
    }
  return fetched(new URL(location, person.home).href)
}

export async function fetched(link: string, init: RequestInit = {}): Promise<Got> {
  const response = await fetch(link, init)
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, headers: response.headers, bytes, link }
}
