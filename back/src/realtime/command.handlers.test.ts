import type { CommandName } from '@papo/contract'
import { expect, test } from 'vitest'
import type { Limiter } from '../limit/limiter.js'
import type { MemberService } from '../member/member.service.js'
import type { MessageService } from '../message/message.service.js'
import type { ReadService } from '../message/read.service.js'
import type { SyncService } from '../message/sync.service.js'
import type { PresenceService } from '../presence/presence.service.js'
import type { Caller } from './ack.js'
import { CommandHandlers } from './command.handlers.js'
import type { Typing } from './typing.js'

/** How many calls a command costs that is refused as soon as something was looked up for it. */
async function costOf(name: CommandName, payload: object): Promise<number> {
  let spent = 0
  const spendCall = () => {
    spent++
    return Promise.resolve()
  }
  const limiter = { spendCall } as unknown as Limiter
  const refuse = () => Promise.reject(new Error('no such message'))
  const messages = {
    send: refuse,
    edit: refuse,
    delete: refuse,
    pin: refuse,
    removePreview: refuse,
    react: refuse,
  }
  const handlers = new CommandHandlers(
    messages as unknown as MessageService,
    {} as SyncService,
    {} as ReadService,
    {} as PresenceService,
    {} as MemberService,
    limiter,
    {} as Typing,
  )
  const handle = handlers.all[name] as (caller: Caller, payload: object) => Promise<unknown>
  await expect(handle({ userId: 'alice' } as Caller, payload)).rejects.toThrow('no such message')
  return spent
}

test.each([
  'message:edit',
  'message:delete',
  'message:pin',
  'message:unpin',
  'preview:remove',
  'reaction:add',
  'reaction:remove',
] as const)('%s counts, also when it is refused', async (name) => {
  expect(await costOf(name, { seq: 1 })).toBe(1)
})

test.each([{ replyTo: 1 }, { threadOf: 1 }, { attachments: ['file'] }, { body: 'hello @bob' }])(
  'a message counts for which something is looked up: %o',
  async (said) => {
    expect(await costOf('message:send', { body: 'hello', ...said })).toBe(1)
  },
)

test("a plain message has the log's own limits alone", async () => {
  expect(await costOf('message:send', { body: 'hello' })).toBe(0)
})
