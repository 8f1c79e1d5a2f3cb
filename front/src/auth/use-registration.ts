import type { Response } from '@papo/contract'
import { useEffect, useState } from 'react'
import { callOnce } from '../http'

type Registration = Response<'registration'>

/** Who may make an account, open until the server says otherwise; and whether it sends links to new passwords. */
export function useRegistration(): Registration {
  const [known, setKnown] = useState<Registration>({ registration: 'open', passwordReset: false })
  useEffect(() => {
    callOnce<Registration>('/auth/registration').then(setKnown, () => undefined)
  }, [])
  return known
}
