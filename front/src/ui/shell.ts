import { createContext, useCallback, useContext, useState } from 'react'
import type { Route } from '../route'
import { hrefOf } from '../route'
import { useEscape } from './use-escape'

type Shell = { drawerOpen: boolean; openDrawer: () => void; closeDrawer: () => void }

export const ShellContext = createContext<Shell>({
  drawerOpen: false,
  openDrawer: () => undefined,
  closeDrawer: () => undefined,
})

/** As in the stylesheet: there the list of rooms is a screen of its own. */
export const isPhone = () => matchMedia('(max-width: 720px)').matches

/** The drawer of a phone: closes by itself when one goes elsewhere, and on Esc. */
export function useShellState(route: Route): Shell {
  const [openAt, setOpenAt] = useState<string | null>(null)
  const here = hrefOf(route)
  const drawerOpen = openAt === here
  const closeDrawer = useCallback(() => setOpenAt(null), [])
  useEscape(drawerOpen, closeDrawer)
  return { drawerOpen, openDrawer: () => setOpenAt(here), closeDrawer }
}

export function useShell(): Shell {
  return useContext(ShellContext)
}
