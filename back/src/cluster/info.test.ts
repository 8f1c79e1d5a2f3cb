import { expect, test } from 'vitest'
import { readInfo, toNode } from './info.js'

const INFO = [
  '# Memory',
  'used_memory:1048576',
  'maxmemory:4194304',
  'maxmemory_policy:noeviction',
  '# Persistence',
  'aof_enabled:1',
  'aof_last_write_status:ok',
  '# Stats',
  'instantaneous_ops_per_sec:42',
  '# Replication',
  'role:master',
  'slave0:ip=10.0.0.7,port=6379,state=online,offset=14,lag=1',
  'slave1:ip=10.0.0.8,port=6379,state=wait_bgsave,offset=0,lag=-1',
].join('\r\n')

test('a server says what it holds, what it does when it is full, and who copies it', () => {
  expect(toNode('10.0.0.6:6379', readInfo(INFO))).toEqual({
    address: '10.0.0.6:6379',
    role: 'master',
    memoryBytes: 1_048_576,
    memoryLimitBytes: 4_194_304,
    eviction: 'noeviction',
    appendOnly: 'on',
    operationsPerSecond: 42,
    replicas: [
      { address: '10.0.0.7:6379', online: true, lagSeconds: 1 },
      { address: '10.0.0.8:6379', online: false },
    ],
  })
})

test('an append-only file that cannot be written, and one that is off, are told apart', () => {
  const told = (lines: string) => toNode('', readInfo(lines)).appendOnly
  expect(told('aof_enabled:1\naof_last_write_status:err')).toBe('failing')
  expect(told('aof_enabled:0\naof_last_write_status:ok')).toBe('off')
})

test('a stand-in that says little has little', () => {
  expect(toNode('localhost:1', readInfo('redis_version:7.0.0'))).toEqual({
    address: 'localhost:1',
    role: 'master',
    memoryBytes: 0,
    replicas: [],
  })
})
