import { expect, test } from 'vitest'
import { clientAddress, limitKeyOf, trustOf } from './address.js'

const forwarded = (value: string) => ({ 'x-forwarded-for': value })

test('nobody is trusted unless the settings say so', () => {
  expect(clientAddress('127.0.0.1', forwarded('1.2.3.4'), trustOf([]))).toBe('127.0.0.1')
})

test('a trusted proxy says whom it saw', () => {
  const trust = trustOf(['loopback', '10.1.0.0/16'])
  expect(clientAddress('127.0.0.1', forwarded('1.2.3.4'), trust)).toBe('1.2.3.4')
  expect(clientAddress('10.1.2.3', forwarded('1.2.3.4'), trust)).toBe('1.2.3.4')
  expect(clientAddress('10.2.2.3', forwarded('1.2.3.4'), trust)).toBe('10.2.2.3')
})

test('what a client wrote into the header itself does not count', () => {
  const trust = trustOf(['loopback'])
  expect(clientAddress('127.0.0.1', forwarded('6.6.6.6, 1.2.3.4'), trust)).toBe('1.2.3.4')
})

test('a trusted list that is no list of addresses is refused at once', () => {
  expect(() => trustOf(['proxy.example.org'])).toThrow(TypeError)
})

test.each([
  ['1.2.3.4', '1.2.3.4'],
  ['::ffff:1.2.3.4', '1.2.3.4'],
  ['2001:db8:0:7:1:2:3:4', '2001:db8:0:7::/64'],
  ['2001:DB8::1', '2001:db8:0:0::/64'],
  ['2001:0db8:0000:0007:ffff::', '2001:db8:0:7::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('limits count %s as %s', (address, key) => {
  expect(limitKeyOf(address)).toBe(key)
})
