// @ts-check
// Which processes of this machine serve an address: who listens there, and whoever is connected with them over TCP.
import { readdirSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'
import process from 'node:process'
import { allPids, readIfThere, statOf } from './usage.js'

/**
 * @typedef {{ local: string, remote: string, isListening: boolean, pid: number }} Connection addresses end in a port
 * @typedef {import('./usage.js').Watched} Watched
 */

const LISTEN = '0A'
/** By the names of their programs; anything else is called what it is. */
const NAMES = /** @type {const} */ ([
  [/main\.js/, 'back'],
  [/worker\.js/, 'worker'],
  [/redis-server|valkey-server/, 'redis'],
  [/postgres/, 'postgres'],
  [/haproxy/, 'haproxy'],
])

/** Nothing where the address is not of this machine. @param {URL} url @returns {Watched[]} */
export function findServers(url) {
  if (!/^(localhost|127\..*|\[::1\])$/.test(url.hostname)) return []
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return name(reachableFrom(Number(port), connections()))
}

/**
 * @param {number} port
 * @param {Connection[]} all
 * @returns {number[]} processes
 */
export function reachableFrom(port, all) {
  const listeners = all.filter(({ isListening }) => isListening)
  const listeningAt = (/** @type {string} */ address) =>
    listeners.filter(({ local }) => portOf(local) === portOf(address)).map(({ pid }) => pid)
  const found = new Set(listeningAt(`:${port.toString(16)}`))
  for (const pid of found)
    for (const { local, remote, isListening } of all.filter((one) => one.pid === pid)) {
      const others = isListening
        ? all.filter((one) => !one.isListening && portOf(one.remote) === portOf(local)).map((one) => one.pid)
        : listeningAt(remote)
      for (const other of others) if (other !== process.pid) found.add(other)
    }
  return [...found]
}

/** @param {string} address in hexadecimal, as the kernel writes it */
function portOf(address) {
  return Number.parseInt(address.slice(address.lastIndexOf(':') + 1), 16)
}

/** Every TCP connection of this machine whose process we may look at. @returns {Connection[]} */
function connections() {
  const owners = new Map(allPids().flatMap((pid) => socketsOf(pid).map((inode) => [inode, pid])))
  return ['tcp', 'tcp6'].flatMap((kind) =>
    (readIfThere(`/proc/net/${kind}`) ?? '')
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [, local = '', remote = '', state, , , , , , inode = ''] = line.trim().split(/\s+/)
        const pid = owners.get(inode)
        return pid === undefined ? [] : [{ local, remote, isListening: state === LISTEN, pid }]
      }),
  )
}

/** @param {number} pid @returns {string[]} inodes */
function socketsOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => inodeOf(`/proc/${pid}/fd/${fd}`))
  } catch {
    return [] // another person's, or ended meanwhile
  }
}

/** @param {string} link */
function inodeOf(link) {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(link))?.[1] ?? []
  } catch {
    return []
  }
}

/** PostgreSQL is a process per connection: all of one server count as one. @param {number[]} pids @returns {Watched[]} */
function name(pids) {
  const children = pids.filter((pid) => nameOf(pid) === 'postgres')
  const heads = [
    ...new Set(children.map((pid) => (nameOf(parentOf(pid)) === 'postgres' ? parentOf(pid) : pid))),
  ]
  const watched = heads.map((head) => ({
    name: 'postgres',
    pids: allPids().filter((pid) => pid === head || parentOf(pid) === head),
  }))
  for (const pid of pids) if (!children.includes(pid)) watched.push({ name: nameOf(pid), pids: [pid] })
  return watched
    .map((one) => ({ ...one, name: `${one.name} ${one.pids[0]}` }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** @param {number} pid */
const parentOf = (pid) => statOf(pid)?.parent ?? 0

/** @param {number} pid */
export function nameOf(pid) {
  const command = (readIfThere(`/proc/${pid}/cmdline`) ?? '').split('\0').join(' ')
  const known = NAMES.find(([pattern]) => pattern.test(command))
  return known?.[1] ?? basename(command.split(' ', 1)[0] ?? '')
}
