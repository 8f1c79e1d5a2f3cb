import { expect, test } from 'vitest'
import { outdated, wayOf } from './way'

const shell = { origin: 'https://papo.example', files: new Set(['/assets/main-4f2a.js', '/theme.js']) }
const way = (path: string, changes: { method?: string; mode?: string } = {}) =>
  wayOf({ url: new URL(path, shell.origin), method: 'GET', mode: 'cors', ...changes }, shell)

test('what is said to the server is never kept, not even a page of it', () => {
  for (const path of ['/api/rooms', '/api', '/socket.io/?EIO=4', '/health/ready'])
    expect([path, way(path), way(path, { mode: 'navigate' })]).toEqual([path, 'pass', 'pass'])
})

test('every page is the app', () => {
  expect(way('/', { mode: 'navigate' })).toBe('page')
  expect(way('/apiary?x=1', { mode: 'navigate' })).toBe('page')
})

test('the files of this version come from what is kept, others from the server', () => {
  expect(way('/assets/main-4f2a.js')).toBe('kept')
  expect(way('/theme.js')).toBe('kept')
  expect(way('/assets/main-new.js')).toBe('pass')
})

test('another origin and another method are none of our business', () => {
  expect(way('https://files.example/theme.js')).toBe('pass')
  expect(way('/theme.js', { method: 'POST' })).toBe('pass')
})

test('the version before this one stays for the tabs that still run it', () => {
  expect(outdated(['papo:a', 'other', 'papo:b', 'papo:c'], 'papo:c', 'papo:')).toEqual(['papo:a'])
  expect(outdated(['papo:a', 'papo:b'], 'papo:b', 'papo:')).toEqual([])
})
