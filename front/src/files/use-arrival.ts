import { useCallback, useEffect, useState } from 'react'
import { useChatState } from '../chat/use-chat'
import { checkAccess } from '../session/session.store'

type Now = { state: 'coming' | 'here' | 'failed'; tries: number }

let renewing: Promise<unknown> | null = null

/** What a tag asks for is not asked anew with a fresh session, as calls are; so the session is renewed here. */
function renew(): Promise<unknown> {
  renewing ??= checkAccess()
    .catch(() => undefined)
    .finally(() => (renewing = null))
  return renewing
}

/**
 * Whether what a tag asked for has come. It is asked for once more by itself, and again when there is a connection
 * again; give the tag `tries` as its key.
 */
export function useArrival() {
  const [now, setNow] = useState<Now>({ state: 'coming', tries: 0 })
  const online = useChatState((s) => s.link.state === 'online')
  const retry = useCallback(
    () => setNow(({ state, tries }) => ({ state: state === 'here' ? state : 'coming', tries: tries + 1 })),
    [],
  )
  useEffect(() => {
    if (online) setNow((was) => (was.state === 'failed' ? { state: 'coming', tries: was.tries + 1 } : was))
  }, [online])
  return {
    ...now,
    retry,
    onLoad: () => setNow(({ tries }) => ({ state: 'here', tries })),
    onError: () => {
      if (now.tries === 0) void renew().then(retry)
      else setNow(({ tries }) => ({ state: 'failed', tries }))
    },
  }
}
