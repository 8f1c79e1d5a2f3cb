import { lazy, useEffect } from 'react'
import { useStore } from 'zustand/react'
import { closeProfile, closeStatus, peopleOverlay } from './profile'
import { Late } from '../ui/late'

const ProfileCard = lazy(() => import('./profile.card').then((m) => ({ default: m.ProfileCard })))
const StatusDialog = lazy(() => import('./status.dialog').then((m) => ({ default: m.StatusDialog })))

/** Draws the card or the dialog that someone asked for; a card closes when one goes elsewhere. */
export function ProfileHost() {
  const { card, status } = useStore(peopleOverlay)
  useEffect(() => {
    addEventListener('hashchange', closeProfile)
    return () => removeEventListener('hashchange', closeProfile)
  }, [])
  return (
    <Late>
      {card && (
        <ProfileCard key={card.userId} userId={card.userId} anchor={card.anchor} onClose={closeProfile} />
      )}
      {status && <StatusDialog onClose={closeStatus} />}
    </Late>
  )
}
