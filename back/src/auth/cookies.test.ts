import { expect, test } from 'vitest'
import { cookieNames, readCookie } from './cookies.js'

test('over https cookies are bound to the host', () => {
  expect(cookieNames({ secure: true })).toEqual({
    access: '__Host-papo_access',
    refresh: '__Host-papo_refresh',
    oidc: '__Host-papo_oidc',
  })
})

test('over plain http they are not, as browsers would refuse them', () => {
  expect(cookieNames({ secure: false }).access).toBe('papo_access')
})

test('a cookie is found by its whole name, the first one wins', () => {
  const header = 'xpapo_access=no; papo_access=first ; papo_access=second; papo_access_old=no'
  expect(readCookie(header, 'papo_access')).toBe('first')
})

test('a missing cookie, header or value sign is no cookie', () => {
  expect(readCookie(undefined, 'a')).toBeUndefined()
  expect(readCookie('b=1; a', 'a')).toBeUndefined()
  expect(readCookie('', 'a')).toBeUndefined()
})
