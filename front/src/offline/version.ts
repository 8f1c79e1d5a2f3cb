import { createStore } from 'zustand/vanilla'

type State = {
  /** The server has a newer app than the one that runs here. */
  outdated: boolean
  /** A part of the app that was asked for is not there any more: the page goes, or says so. */
  missing: null | 'leaving' | 'told'
}

export const version = createStore<State>(() => ({ outdated: false, missing: null }))
