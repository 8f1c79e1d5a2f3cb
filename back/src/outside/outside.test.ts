import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { Outside, type OutsideRequest } from './outside.js'
import { OutsideError } from './outside.error.js'
import type { Address, Route } from './route.js'

const PUBLIC: Address = { address: '93.184.215.14', family: 4 }
const LOOPBACK: Address = { address: '127.0.0.1', family: 4 }
const WANTED: OutsideRequest = { bytesMax: 1_024, types: ['text/html'], redirectsMax: 3 }
const PAGE = '<title>A page</title>'

const html: RequestListener = (_, answer) => answer.setHeader('content-type', 'text/html').end(PAGE)

/** A server on this machine, and connections to it whatever the route says. */
async function site(listener: RequestListener = html) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const routes: Route[] = []
  const dial = (route: Route) => {
    routes.push(route)
    return connect({ host: '127.0.0.1', port })
  }
  return { at: `127.0.0.1:${port}`, port, dial, routes, sockets }
}

/** Why it was refused, and whether anybody was connected to. */
async function refusal(address: string, answers: Address[] = [PUBLIC], wanted = WANTED) {
  const { dial, routes } = await site()
  const outside = new Outside({ resolve: async () => answers, connect: dial })
  const reason = await reasonOf(outside.fetch(address, wanted))
  return { reason, connections: routes.length }
}

async function untilClosed(sockets: Set<Socket>): Promise<void> {
  for (const socket of sockets) if (!socket.closed) await new Promise((done) => socket.once('close', done))
}

async function reasonOf(fetched: Promise<unknown>): Promise<string> {
  try {
    await fetched
    return 'none'
  } catch (error) {
    if (error instanceof OutsideError) return error.reason
    throw error
  }
}

test.each([
  ['a short loopback', 'http://127.1/'],
  ['a decimal loopback', 'http://2130706433/'],
  ['a hexadecimal loopback', 'http://0x7f000001/'],
  ['a loopback of hexadecimal parts', 'http://0x7f.0.0.0x1/'],
  ['an octal loopback', 'http://0177.0.0.1/'],
  ['a loopback in full-width digits', 'http://１２７.０.０.１/'],
  ['a loopback with a dot at its end', 'http://127.0.0.1./'],
  ['nowhere', 'http://0.0.0.0/'],
  ['the short nowhere', 'http://0/'],
  ['the loopback of IPv6', 'http://[::1]/'],
  ['the nowhere of IPv6', 'http://[::]/'],
  ['a mapped loopback', 'http://[::ffff:7f00:1]/'],
  ['a mapped loopback with dots', 'http://[::ffff:127.0.0.1]/'],
  ['a compatible loopback', 'http://[::7f00:1]/'],
  ['a loopback behind NAT64', 'http://[64:ff9b::7f00:1]/'],
  ['a loopback behind 6to4', 'http://[2002:7f00:1::]/'],
  ['metadata of a cloud', 'http://169.254.169.254/latest/meta-data/'],
  ['metadata of a cloud by IPv6', 'http://[fd00:ec2::254]/'],
  ['an address behind carrier-grade NAT', 'http://100.64.0.1/'],
  ['a private address', 'https://192.168.0.1/'],
  ['an address of one link', 'http://[fe80::1]/'],
])('%s is not connected to', async (_, address) => {
  expect(await refusal(address)).toEqual({ reason: 'address', connections: 0 })
})

test.each([
  ['localhost', 'http://localhost/', [LOOPBACK]],
  ['localhost with a dot', 'http://localhost./', [LOOPBACK]],
  ['a name of loopback', 'http://local.example/', [LOOPBACK]],
  ['a name of a private address', 'http://intranet.example/', [{ address: '10.1.2.3', family: 4 }]],
  ['a name of a mapped address', 'http://mapped.example/', [{ address: '::ffff:10.1.2.3', family: 6 }]],
  ['a name with public and private addresses', 'http://mixed.example/', [PUBLIC, LOOPBACK]],
  ['a name with private and public addresses', 'http://mixed.example/', [LOOPBACK, PUBLIC]],
])('%s is not connected to', async (_, address, answers) => {
  expect(await refusal(address, answers)).toEqual({ reason: 'address', connections: 0 })
})

test.each([
  ['another port', 'http://example.org:8080/'],
  ['the port of a store', 'http://example.org:6379/'],
  ['another scheme', 'ftp://example.org/'],
  ['a file', 'file:///etc/passwd'],
  ['a name and a password', 'http://alice:secret@example.org/'],
  ['a name alone', 'http://alice@example.org/'],
  ['what is no address', 'http://'],
  ['an endless address', `http://example.org/${'a'.repeat(2_100)}`],
])('%s in an address is refused', async (_, address) => {
  expect(await refusal(address)).toEqual({ reason: 'url', connections: 0 })
})

test('a name that nobody knows is refused', async () => {
  expect(await refusal('http://nobody.example/', [])).toEqual({ reason: 'network', connections: 0 })
})

test('a name is resolved once, and what it means later does not matter', async () => {
  const { dial, routes } = await site()
  const answers = [[PUBLIC], [LOOPBACK]]
  const asked: string[] = []
  const resolve = async (host: string) => {
    asked.push(host)
    return answers.shift() ?? []
  }
  const answer = await new Outside({ resolve, connect: dial }).fetch('http://rebind.example/', WANTED)
  expect(answer.body.toString()).toBe(PAGE)
  expect(asked).toEqual(['rebind.example'])
  expect(routes.map(({ addresses }) => addresses)).toEqual([[PUBLIC]])
})

test('a name that is another after a redirect is judged again', async () => {
  const { dial, routes } = await site((_, answer) => answer.writeHead(302, { location: '/again' }).end())
  const answers = [[PUBLIC], [LOOPBACK]]
  const outside = new Outside({ resolve: async () => answers.shift() ?? [], connect: dial })
  expect(await reasonOf(outside.fetch('http://rebind.example/', WANTED))).toBe('address')
  expect(routes).toHaveLength(1)
})

test('the connection is made to the address that was judged', async () => {
  const { port } = await site((asked, answer) =>
    answer.setHeader('content-type', 'text/html').end(asked.headers.host),
  )
  let asked = 0
  const resolve = async () => (asked++ === 0 ? [LOOPBACK] : [])
  const outside = new Outside({ resolve, allowed: [`page.example:${port}`] })
  const answer = await outside.fetch(`http://page.example:${port}/`, WANTED)
  expect(answer.body.toString()).toBe(`page.example:${port}`)
  expect(asked).toBe(1)
})

test.each([
  ['loopback', 'http://127.0.0.1/', 'address'],
  ['loopback by name', 'http://localhost/', 'address'],
  ['loopback on another port', 'http://127.0.0.1:6379/', 'url'],
  ['another port', 'http://example.org:8080/', 'url'],
  ['another scheme', 'file:///etc/passwd', 'url'],
  ['credentials', 'http://alice:secret@example.org/', 'url'],
  ['nonsense', 'http://[', 'url'],
])('a redirect to %s is not followed', async (_, location, reason) => {
  const { dial, routes } = await site((_asked, answer) => answer.writeHead(302, { location }).end())
  const resolve = async (host: string) => [host === 'localhost' ? LOOPBACK : PUBLIC]
  const outside = new Outside({ resolve, connect: dial })
  expect(await reasonOf(outside.fetch('http://example.org/', WANTED))).toBe(reason)
  expect(routes).toHaveLength(1)
})

test('three redirects are followed, the fourth is not', async () => {
  const { at, sockets } = await site((asked, answer) => {
    const left = Number(asked.url?.slice(1))
    if (left === 0) html(asked, answer)
    else answer.writeHead(301, { location: `/${left - 1}` }).end()
  })
  const outside = new Outside({ allowed: [at] })
  expect((await outside.fetch(`http://${at}/3`, WANTED)).url.pathname).toBe('/0')
  expect(await reasonOf(outside.fetch(`http://${at}/1000000`, WANTED))).toBe('redirects')
  expect(sockets.size).toBe(8)
})

test('what is sent to one server does not follow a redirect of a POST', async () => {
  const { at, sockets } = await site((_, answer) => answer.writeHead(307, { location: '/' }).end())
  const sent = { method: 'POST', body: Buffer.from('secret'), bytesMax: 100 } as const
  const answer = await new Outside({ allowed: [at] }).fetch(`http://${at}/`, sent)
  expect(answer.status).toBe(307)
  expect(sockets.size).toBe(1)
})

test('no cookie and no referrer is sent, and each request has a connection of its own', async () => {
  const heads: NodeJS.Dict<string | string[]>[] = []
  const { at, sockets } = await site((asked, answer) => {
    heads.push(asked.headers)
    answer.setHeader('set-cookie', 'a=b')
    html(asked, answer)
  })
  const outside = new Outside({ allowed: [at] })
  await outside.fetch(`http://${at}/`, WANTED)
  await outside.fetch(`http://${at}/`, WANTED)
  const names = ['accept', 'accept-encoding', 'connection', 'host', 'user-agent']
  expect(heads.map((head) => Object.keys(head).toSorted())).toEqual([names, names])
  expect(sockets.size).toBe(2)
})

const BOMB = Buffer.alloc(50_000_000)
test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('a bomb of %s is unpacked no further than the limit', async (encoding, pack) => {
  const bomb = pack(BOMB)
  const { at } = await site((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding }).end(bomb)
  })
  const outside = new Outside({ allowed: [at] })
  const wanted = { ...WANTED, bytesMax: 524_288 }
  expect(await reasonOf(outside.fetch(`http://${at}/`, wanted))).toBe('size')
  expect((await outside.fetch(`http://${at}/`, { ...wanted, cut: true })).body.length).toBe(524_288)
})

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('what is packed with %s is unpacked', async (encoding, pack) => {
  const { at } = await site((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding }).end(pack(PAGE))
  })
  expect((await new Outside({ allowed: [at] }).fetch(`http://${at}/`, WANTED)).body.toString()).toBe(PAGE)
})

test('a body without end is cut off', async () => {
  const { at, sockets } = await site((_, answer) => {
    answer.setHeader('content-type', 'text/html')
    const more = () => {
      while (answer.writable && answer.write('a'.repeat(65_536)));
    }
    answer.on('drain', more)
    more()
  })
  expect(await reasonOf(new Outside({ allowed: [at] }).fetch(`http://${at}/`, WANTED))).toBe('size')
  await untilClosed(sockets)
})

const drip: RequestListener = (_, answer) => {
  answer.setHeader('content-type', 'text/html').write(PAGE)
  const timer = setInterval(() => answer.write(' '), 20)
  answer.on('close', () => clearInterval(timer))
}

test('a slow drip is cut off at the deadline', async () => {
  const { at, sockets } = await site(drip)
  const outside = new Outside({ allowed: [at] })
  expect(await reasonOf(outside.fetch(`http://${at}/`, { ...WANTED, deadlineMs: 200 }))).toBe('deadline')
  await untilClosed(sockets)
})

test.each<[string, RequestListener]>([
  ['that says nothing', () => undefined],
  ['whose headers drip', (_, answer) => answer.socket?.write('HTTP/1.1 200 OK\r\nx-slow: ')],
  [
    'that drips packed',
    (_, answer) => answer.writeHead(200, { 'content-encoding': 'gzip' }).write(gzipSync('a')),
  ],
])('a server %s is left at the deadline', async (_, listener) => {
  const { at } = await site(listener)
  const outside = new Outside({ allowed: [at] })
  expect(await reasonOf(outside.fetch(`http://${at}/`, { bytesMax: 99, deadlineMs: 200 }))).toBe('deadline')
})

test('redirects have one deadline together, and so have names that nobody answers for', async () => {
  const { at } = await site((_, answer) => {
    setTimeout(() => answer.writeHead(302, { location: '/' }).end(), 150)
  })
  const wanted = { ...WANTED, deadlineMs: 300 }
  expect(await reasonOf(new Outside({ allowed: [at] }).fetch(`http://${at}/`, wanted))).toBe('deadline')
  const silent = new Outside({ resolve: () => new Promise(() => undefined) })
  expect(await reasonOf(silent.fetch('http://example.org/', wanted))).toBe('deadline')
})

test('huge headers are not read', async () => {
  const { at } = await site((_, answer) => {
    answer.socket?.write(
      `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nx-huge: ${'a'.repeat(100_000)}\r\n\r\n`,
    )
  })
  expect(await reasonOf(new Outside({ allowed: [at] }).fetch(`http://${at}/`, WANTED))).toBe('network')
})

test.each([
  ['a picture', 'image/png'],
  ['a page that says it is something else', 'application/octet-stream'],
  ['a page that says nothing', undefined],
])('%s is not taken for a page', async (_, type) => {
  const { at } = await site((_asked, answer) => {
    if (type) answer.setHeader('content-type', type)
    answer.end(PAGE)
  })
  expect(await reasonOf(new Outside({ allowed: [at] }).fetch(`http://${at}/`, WANTED))).toBe('type')
})

test('a packing that is unknown, or several, is refused', async () => {
  const { at } = await site((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip, gzip' }).end(PAGE)
  })
  expect(await reasonOf(new Outside({ allowed: [at] }).fetch(`http://${at}/`, WANTED))).toBe('encoding')
})

test('a connection that breaks off is a failure', async () => {
  const { at } = await site((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html', 'content-length': 1_000 }).write(PAGE)
    setImmediate(() => answer.socket?.destroy())
  })
  expect(await reasonOf(new Outside({ allowed: [at] }).fetch(`http://${at}/`, WANTED))).toBe('network')
})
