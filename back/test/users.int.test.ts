import type { Response } from '@papo/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { account, Browser, enter } from './browser.js'
import { Cluster, until } from './harness.js'

let cluster: Cluster
let alice: Browser
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 1, workers: 0 })
  alice = await enter(cluster.url(), 'alice')
})
afterAll(() => cluster.stop())

test('people are found by any part of their names, taken literally, page by page', async () => {
  for (const username of ['bob', 'bo.bby', 'carol']) {
    const displayName = username === 'carol' ? '100% Bobette\\_' : username
    await new Browser(alice.at).call('POST', '/auth/register', { ...account(username), displayName })
  }
  const find = async (query: string) => (await alice.call<Response<'users'>>('GET', `/users?${query}`)).body
  const found = async (q: string) =>
    (await find(new URLSearchParams({ q }).toString())).items.map((user) => user.username).toSorted()
  expect(await found('BOB')).toEqual(['bob', 'carol'])
  expect(await found('%')).toEqual(['carol'])
  expect(await found('_')).toEqual(['carol'])
  expect(await found('\\')).toEqual(['carol'])
  expect(await found('b_b')).toEqual([])
  const pages: string[] = []
  let cursor: string | undefined
  do {
    const page = await find(`limit=1${cursor ? `&cursor=${cursor}` : ''}`)
    pages.push(...page.items.map((user) => user.username))
    cursor = page.nextCursor
  } while (cursor)
  expect(pages.toSorted()).toEqual(['alice', 'bo.bby', 'bob', 'carol'])
  await cluster.db.query(`UPDATE app_user SET banned_at = now() WHERE username = 'bob'`)
  expect(await found('bob')).toEqual(['carol'])
})

test('a changed profile is told to all of one’s tabs', async () => {
  const bob = await cluster.person('robert')
  const tab = await bob.tab()
  await bob.ok('PATCH', '/users/me', { statusText: 'away', displayName: 'Robert' })
  await until(() => tab.changes.length)
  expect(tab.changes).toMatchObject([{ type: 'profile', user: { displayName: 'Robert' } }])
})
