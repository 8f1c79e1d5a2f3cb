import type { Scope } from '@papo/contract'
import { ChatError } from '../errors.js'
import type { Identity } from './identity.js'

/**
 * Holds an API token to what it was made for; `undefined` is for no token at all. People pass.
 * @throws ChatError `forbidden`
 */
export function requireScope({ scopes }: Pick<Identity, 'scopes'>, needed: Scope | undefined): void {
  if (!scopes || (needed && scopes.includes(needed))) return
  throw new ChatError(
    'forbidden',
    needed ? `This token lacks the scope ${needed}.` : 'Tokens cannot be used for this.',
  )
}
