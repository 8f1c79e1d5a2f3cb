import type { Response } from '@papo/contract'
import { useEffect, useState } from 'react'
import { callOnce } from '../http'

type Mode = Response<'registration'>['registration']

/** Who may make an account; open until the server says otherwise, which it does again when one tries. */
export function useRegistration(): Mode {
  const [mode, setMode] = useState<Mode>('open')
  useEffect(() => {
    callOnce<Response<'registration'>>('/auth/registration').then(
      ({ registration }) => setMode(registration),
      () => undefined,
    )
  }, [])
  return mode
}
