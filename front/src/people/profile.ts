import { createStore } from 'zustand/vanilla'

/** Whose card is open, and beside what it stands. */
export type OpenCard = { readonly userId: string; readonly anchor: Element }

export const profileCard = createStore<{ card: OpenCard | null }>(() => ({ card: null }))

/** Shows someone's card beside a face or a name, from wherever; asked again there, it closes. */
export function openProfile(userId: string, anchor: Element): void {
  const { card } = profileCard.getState()
  profileCard.setState({ card: card?.anchor === anchor ? null : { userId, anchor } })
}

export function closeProfile(): void {
  profileCard.setState({ card: null })
}
