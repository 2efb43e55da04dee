/** Messages about what was done; each stays eight seconds. */
import { create } from 'zustand'
import { failureOf } from '../api.ts'

export type Toast = {
  key: number
  message: string
  undo?: () => void | Promise<void>
  /** A further way on, e.g. to open what was just made. */
  action?: { label: string; run: () => void }
}

export const toastMs = 8000

let next = 1

export const useToasts = create<{ toasts: Toast[] }>(() => ({ toasts: [] }))

/** For a message that may have to be taken back before its time. */
export const newToastKey = (): number => next++

export function showToast(toast: Omit<Toast, 'key'>, key = newToastKey()) {
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), { ...toast, key }] }))
  setTimeout(() => dismissToast(key), toastMs)
}

export function dismissToast(key: number) {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.key !== key) }))
}

/** What went wrong where there is no place on the page for it. */
export function showFailure(error: unknown) {
  const { message, next: step } = failureOf(error)
  showToast({ message: message + step })
}
