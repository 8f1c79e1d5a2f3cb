import { LIMITS } from '@papo/contract'
import { ChatError } from '../errors.js'

let known: Promise<Set<string>> | undefined

/** The most breached passwords that are long enough to be chosen here. Two megabytes, so loaded when first needed. */
async function load(): Promise<Set<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const words: unknown = dictionary['passwords-common']
  if (!Array.isArray(words)) throw new Error('the list of breached passwords cannot be read')
  return new Set((words as string[]).filter((word) => word.length >= LIMITS.passwordMin))
}

/** @throws ChatError `invalid_payload` naming the field */
export async function refuseBreached(password: string, field: string): Promise<void> {
  known ??= load()
  if (!(await known).has(password.toLowerCase())) return
  const message = 'is among the most used passwords: choose another'
  throw new ChatError('invalid_payload', `${field}: ${message}`, { issues: [{ path: field, message }] })
}
