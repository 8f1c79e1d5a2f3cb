import { createECDH } from 'node:crypto'
import { expect, test } from 'vitest'
import { isDeviceKey, isPushService } from './endpoint.js'

test.each([
  'https://fcm.googleapis.com/fcm/send/abc:def',
  'https://updates.push.services.mozilla.com/wpush/v2/abc',
  'https://web.push.apple.com/abc',
  'https://8.8.8.8/abc',
])('%s may be a push service', (endpoint) => {
  expect(isPushService(endpoint, [])).toBe(true)
})

test.each([
  'http://fcm.googleapis.com/abc',
  'https://fcm.googleapis.com:8443/abc',
  'https://me:secret@fcm.googleapis.com/abc',
  'https://127.0.0.1/abc',
  'https://127.1/abc',
  'https://2130706433/abc',
  'https://0x7f000001/abc',
  'https://[::1]/abc',
  'https://[::ffff:7f00:1]/abc',
  'https://[64:ff9b::7f00:1]/abc',
  'https://10.0.0.1/abc',
  'https://100.64.0.1/abc',
  'https://169.254.169.254/latest/meta-data',
  'https://localhost/abc',
  'https://redis/abc',
  'https://metadata.google.internal/abc',
  'https://printer.local./abc',
  'file:///etc/passwd',
])('%s is none', (endpoint) => {
  expect(isPushService(endpoint, [])).toBe(false)
})

test('what is allowed for a test may be anywhere, and nothing beside it', () => {
  expect(isPushService('http://127.0.0.1:8080/abc', ['127.0.0.1:8080'])).toBe(true)
  expect(isPushService('http://127.0.0.1:8081/abc', ['127.0.0.1:8080'])).toBe(false)
})

test('a key is a point of the curve', () => {
  const device = createECDH('prime256v1')
  device.generateKeys()
  expect(isDeviceKey(device.getPublicKey('base64url'))).toBe(true)
  expect(isDeviceKey(Buffer.alloc(65, 4).toString('base64url'))).toBe(false)
})
