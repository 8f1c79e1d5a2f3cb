import { SOCKET_PATH } from '@papo/contract'
import { Wire } from './wire.js'

const endpoint = (at: string, query: string) => `${at}${SOCKET_PATH}/?${query}`
const ANSWER_MS = 60_000
const POLLING = 'EIO=4&transport=polling'

/** Opens a session over long polling. @returns its id */
export async function openPolling(at: string): Promise<string> {
  const answer = await fetch(endpoint(at, POLLING))
  const { sid } = JSON.parse((await answer.text()).slice(1)) as { sid: string }
  return sid
}

/** @returns the status of the answer */
export async function postPolling(at: string, sid: string, body: string): Promise<number> {
  const signal = AbortSignal.timeout(ANSWER_MS)
  const answer = await fetch(endpoint(at, `${POLLING}&sid=${sid}`), { method: 'POST', body, signal })
  await answer.arrayBuffer()
  return answer.status
}

/** Sends each body in a session, in a new one when the last was ended by it. @throws if the server fails */
export async function postAll(at: string, bodies: string[]): Promise<void> {
  let sid = await openPolling(at)
  for (const body of bodies) {
    const status = await postPolling(at, sid, body).catch((error: unknown) => {
      throw new Error(`no answer to ${JSON.stringify(body)}`, { cause: error })
    })
    if (status >= 500) throw new Error(`${status} for ${JSON.stringify(body)}`)
    if (status !== 200) sid = await openPolling(at)
  }
  await postPolling(at, sid, '1')
}

/** Begins to upgrade a polling session to WebSocket in the wrong order, or with something else. */
export async function upgradeBadly(at: string, frames: string[]): Promise<void> {
  const sid = await openPolling(at)
  const wire = await Wire.open(at, undefined, sid)
  wire.say(frames)
  await Promise.all([wire.close(), postPolling(at, sid, '1')])
}

const HANDSHAKES = [
  'EIO=3&transport=polling',
  'EIO=4',
  'EIO=4&transport=none',
  'EIO=4&transport=__proto__',
  'EIO=4&transport=constructor',
  'EIO=4&transport[]=polling',
  'EIO=4&transport=polling&transport=websocket',
  'EIO=4&transport=websocket',
  `${POLLING}&sid=`,
  `${POLLING}&sid=__proto__`,
  `${POLLING}&sid=toString`,
  `${POLLING}&sid=a&sid=b`,
  `${POLLING}&b64=1&j=0`,
  `${POLLING}&j=alert(1)`,
]

/** Handshakes that make no sense. @returns the statuses of the answers, none of which should be the server's fault */
export async function shakeBadly(at: string): Promise<number[]> {
  const statuses: number[] = []
  for (const query of HANDSHAKES)
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const body = method === 'POST' || method === 'PUT' ? { body: '40' } : {}
      const answer = await fetch(endpoint(at, query), { method, ...body })
      await answer.arrayBuffer()
      statuses.push(answer.status)
    }
  return statuses
}
