import { lazy, useEffect } from 'react'
import { useStore } from 'zustand/react'
import { closeViewer, viewer } from './viewer.store'
import { Late } from '../ui/late'

const Viewer = lazy(() => import('./viewer').then((m) => ({ default: m.Viewer })))

/** Draws the picture that someone opened; it closes with its room. */
export function ViewerHost({ roomId }: { roomId: string }) {
  const open = useStore(viewer, (s) => s.open)
  useEffect(() => closeViewer, [roomId])
  if (open?.first.roomId !== roomId) return null
  return (
    <Late>
      <Viewer open={open} />
    </Late>
  )
}
