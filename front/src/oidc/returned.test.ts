import { expect, it } from 'vitest'
import { placeNow, returnedIn } from './returned'

it('an address that a provider led back to says what came of it, and any other nothing', () => {
  expect(returnedIn('#/?problem=banned')).toEqual({ problem: 'banned' })
  expect(returnedIn('#/?problem=%3Cb%3E')).toEqual({ problem: 'failed' })
  expect(returnedIn('#/settings/password?linked')).toEqual({ linked: true })
  expect(returnedIn('#/rooms/1')).toEqual({})
})

it('one is led back to where one was, unless the address cannot be said', () => {
  expect(placeNow('#/invite/abc')).toBe('#/invite/abc')
  for (const hash of ['', '#x', '#/a b', `#/${'a'.repeat(600)}`]) expect(placeNow(hash)).toBeUndefined()
})
