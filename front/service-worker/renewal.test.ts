import { afterEach, expect, test, vi } from 'vitest'
import { renew } from './renewal'

afterEach(() => vi.unstubAllGlobals())

const KEYS = { p256dh: 'p', auth: 'a' }
const pushManager = (endpoint: string) => {
  const subscribe = vi.fn(() =>
    Promise.resolve({ toJSON: () => ({ endpoint, keys: KEYS, expirationTime: null }) }),
  )
  return { subscribe, manager: { subscribe } as unknown as PushManager }
}

/** A server that answers by path; each path's answers come in turn. */
function server(answers: Record<string, number[]>) {
  const calls: [string, unknown][] = []
  vi.stubGlobal('fetch', (path: string, { body }: RequestInit) => {
    calls.push([path, typeof body === 'string' ? JSON.parse(body) : undefined])
    const status = answers[path]?.shift() ?? 200
    return Promise.resolve(new Response(JSON.stringify({ publicKey: 'key' }), { status }))
  })
  return calls
}

test('a new address goes to the server, under the server’s own key', async () => {
  const calls = server({})
  const { manager, subscribe } = pushManager('https://push.example.org/new')
  await renew(manager)
  expect(subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: 'key' })
  expect(calls).toEqual([
    ['/api/push/key', undefined],
    ['/api/push/subscriptions', { endpoint: 'https://push.example.org/new', keys: KEYS }],
  ])
})

test('a session that has to be renewed first is renewed', async () => {
  const calls = server({ '/api/push/key': [401, 200] })
  await renew(pushManager('https://push.example.org/new').manager)
  expect(calls.map(([path]) => path)).toEqual([
    ...['/api/push/key', '/api/auth/refresh', '/api/push/key'],
    '/api/push/subscriptions',
  ])
})
