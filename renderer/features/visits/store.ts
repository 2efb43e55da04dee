/** What the screens of 走访 remember of each other. */
import { create } from 'zustand'

/** The visit last opened: the list stands on it when one comes back. */
export const useLastVisit = create<{ id: string | null }>(() => ({ id: null }))
