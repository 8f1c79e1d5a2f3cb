import { describe, expect, it } from 'vitest'
import { hrefOf, parseRoute, type Route } from './route'

const ADDRESSES: Record<string, Route> = {
  '#/': { name: 'home' },
  '#/rooms/r1': { name: 'room', roomId: 'r1' },
  '#/rooms/r1/42': { name: 'room', roomId: 'r1', seq: 42 },
  '#/rooms/r1/thread/7': { name: 'room', roomId: 'r1', thread: 7 },
  '#/rooms/r1/pins': { name: 'room', roomId: 'r1', panel: 'pins' },
  '#/rooms/r1/files': { name: 'room', roomId: 'r1', panel: 'files' },
  '#/rooms/r1/members/42': { name: 'room', roomId: 'r1', panel: 'members', seq: 42 },
  '#/search': { name: 'search', q: '' },
  '#/search?q=from%3Abob%20%26%20%3F%20100%25': { name: 'search', q: 'from:bob & ? 100%' },
  '#/invite/a%2Fb': { name: 'invite', code: 'a/b' },
  '#/settings': { name: 'settings' },
  '#/settings/sound': { name: 'settings', part: 'sound' },
  '#/admin': { name: 'admin' },
  '#/admin/users': { name: 'admin', part: 'users' },
}

describe('an address', () => {
  it.each(Object.entries(ADDRESSES))('%s leads to its view, and the view back to it', (href, route) => {
    expect(parseRoute(href)).toEqual(route)
    expect(hrefOf(route)).toBe(href)
  })

  it('leads home when nothing is there', () => {
    for (const hash of ['', '#', '#/', '#/nowhere', '#/rooms', '#/rooms/', '#/invite'])
      expect(parseRoute(hash)).toEqual({ name: 'home' })
  })

  it('still shows the room when the place in it makes no sense', () => {
    for (const place of ['0', '-1', '1.5', 'x', '99999999999999999999', 'thread', 'thread/x', '%E0%A4%A'])
      expect(parseRoute(`#/rooms/r1/${place}`)).toEqual({ name: 'room', roomId: 'r1' })
  })
})
