import { createStore } from 'zustand/vanilla'

/** Whether the server has a newer app than the one that runs here. */
export const version = createStore<{ outdated: boolean }>(() => ({ outdated: false }))
