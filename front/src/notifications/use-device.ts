import { useCallback, useEffect, useState } from 'react'
import { deviceState, type DeviceState, switchOff, switchOn } from './device'
import { isSubscribed, subscribe } from './subscription'

export type Device = {
  state: DeviceState
  /** Whether the server reaches it while the app is closed; null: not known yet. */
  reached: boolean | null
  busy: boolean
  set: (on: boolean) => Promise<void>
  /** Lets the server know of it again. @returns whether that worked */
  renew: () => Promise<boolean>
}

export function useDevice(): Device {
  const [state, setState] = useState(deviceState)
  const [reached, setReached] = useState<boolean | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => void isSubscribed().then(setReached), [])
  useEffect(() => followPermission(() => setState(deviceState())), [])

  const renew = useCallback(async () => {
    const works = await subscribe().catch(() => false)
    setReached(works)
    return works
  }, [])
  const set = useCallback(
    async (on: boolean) => {
      setBusy(true)
      const now = await (on ? switchOn() : switchOff())
      setState(now)
      if (now === 'on') await renew()
      else setReached(false)
      setBusy(false)
    },
    [renew],
  )
  return { state, reached, busy, set, renew }
}

/** It may be given and taken in the browser's own settings meanwhile. */
function followPermission(onChange: () => void): () => void {
  const leaving = new AbortController()
  const { signal } = leaving
  navigator.permissions
    ?.query({ name: 'notifications' })
    .then((permission) => permission.addEventListener('change', onChange, { signal }))
    .catch(() => undefined)
  addEventListener('focus', onChange, { signal })
  return () => leaving.abort()
}
