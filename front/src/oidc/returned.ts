import { OIDC_PROBLEMS, type OidcProblem } from '@papo/contract/names'
import { useEffect, useState } from 'react'

type Returned = { problem?: OidcProblem; linked?: true }

/** What an address says that a provider led back to. */
export function returnedIn(hash: string): Returned {
  const query = new URLSearchParams(hash.split('?')[1] ?? '')
  const problem = query.get('problem')
  if (problem !== null) return { problem: OIDC_PROBLEMS.find((one) => one === problem) ?? 'failed' }
  return query.has('linked') ? { linked: true } : {}
}

/** Said once: it does not come again with the page. */
export function useReturned(): Returned {
  const [returned] = useState(() => returnedIn(location.hash))
  useEffect(() => {
    const [path = ''] = location.hash.split('?')
    if (returned.problem || returned.linked) history.replaceState(history.state, '', path)
  }, [returned])
  return returned
}

const PLACE_MAX = 512

/** Where one wants to go, as long as the way back can say it. */
export const placeNow = (hash = location.hash): string | undefined =>
  /^#\/[!-~]*$/.test(hash) && hash.length <= PLACE_MAX ? hash : undefined
