import type { Response } from '@papo/contract'
import { useCallback, useEffect, useState } from 'react'
import { asChatError } from '../chat-error'
import { callOnce } from '../http'

export type Invitation = Response<'invited'>
export type Looked =
  { state: 'loading' } | { state: 'gone' | 'tooFast' | 'failed' } | { state: 'ready'; invitation: Invitation }

/** What an invitation is good for; also asked by who is not logged in. */
export function useInvitation(code: string): { looked: Looked; again: () => void } {
  const [looked, setLooked] = useState<Looked>({ state: 'loading' })
  const look = useCallback(async () => {
    setLooked({ state: 'loading' })
    try {
      const invitation = await callOnce<Invitation>(`/invites/${encodeURIComponent(code)}`)
      setLooked({ state: 'ready', invitation })
    } catch (error) {
      const { code: why } = asChatError(error)
      setLooked({ state: why === 'not_found' ? 'gone' : why === 'rate_limited' ? 'tooFast' : 'failed' })
    }
  }, [code])
  useEffect(() => void look(), [look])
  return { looked, again: () => void look() }
}
