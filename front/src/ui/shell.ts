import { createContext, type MouseEvent, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { goTo, parseRoute } from '../route'
import { useEscape } from './use-escape'

type Shell = {
  drawerOpen: boolean
  openDrawer: () => void
  closeDrawer: () => void
  /** For links in the drawer: what they lead to takes the drawer's place in the history. */
  follow: (event: MouseEvent<HTMLAnchorElement>) => void
}

const ignore = () => undefined
export const ShellContext = createContext<Shell>({
  drawerOpen: false,
  openDrawer: ignore,
  closeDrawer: ignore,
  follow: ignore,
})

/** As in the stylesheet: there the list of rooms is a screen of its own. */
export const isPhone = () => matchMedia('(max-width: 720px)').matches

const isDrawer = () => (history.state as { drawer?: boolean } | null)?.drawer === true

/** The drawer of a phone has a place in the history, so that Back closes it, as do Esc and going elsewhere. */
export function useShellState(): Shell {
  const [drawerOpen, setOpen] = useState(false)
  const opener = useRef<Element | null>(null)
  useEffect(() => {
    const follow = () => setOpen(isDrawer())
    addEventListener('popstate', follow)
    addEventListener('hashchange', follow)
    return () => {
      removeEventListener('popstate', follow)
      removeEventListener('hashchange', follow)
    }
  }, [])
  const openDrawer = useCallback(() => {
    opener.current = document.activeElement
    history.pushState({ drawer: true }, '')
    setOpen(true)
  }, [])
  const closeDrawer = useCallback(() => {
    setOpen(false)
    if (isDrawer()) history.back()
    if (opener.current instanceof HTMLElement) opener.current.focus()
  }, [])
  const follow = useCallback(
    (event: MouseEvent<HTMLAnchorElement>) => {
      if (!isDrawer() || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      const { hash } = event.currentTarget
      if (hash === location.hash) closeDrawer()
      else goTo(parseRoute(hash), 'replace')
    },
    [closeDrawer],
  )
  useEscape(drawerOpen, closeDrawer)
  return { drawerOpen, openDrawer, closeDrawer, follow }
}

export function useShell(): Shell {
  return useContext(ShellContext)
}
