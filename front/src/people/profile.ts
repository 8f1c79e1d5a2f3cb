import { createStore } from 'zustand/vanilla'

/** Whose card is open, and beside what it stands. */
export type OpenCard = { readonly userId: string; readonly anchor: Element }

/** What of people lies over the app. */
export const peopleOverlay = createStore<{ card: OpenCard | null; status: boolean }>(() => ({
  card: null,
  status: false,
}))

/** Shows someone's card beside a face or a name, from wherever; asked again there, it closes. */
export function openProfile(userId: string, anchor: Element): void {
  const { card } = peopleOverlay.getState()
  peopleOverlay.setState({ card: card?.anchor === anchor ? null : { userId, anchor } })
}

export function closeProfile(): void {
  peopleOverlay.setState({ card: null })
}

/** Asks for one's own status. */
export function openStatus(): void {
  peopleOverlay.setState({ status: true })
}

export function closeStatus(): void {
  peopleOverlay.setState({ status: false })
}
