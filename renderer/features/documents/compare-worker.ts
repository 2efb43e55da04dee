/** Compares beside the window's loop: long texts take a moment. */
import { type Compared, compare } from './compare.ts'

export type CompareRequest = { turn: number; before: string; after: string }
export type CompareAnswer = { turn: number; compared: Compared }

type WorkerScope = {
  onmessage: ((event: MessageEvent<CompareRequest>) => void) | null
  postMessage(answer: CompareAnswer): void
}
const scope = self as unknown as WorkerScope

scope.onmessage = ({ data: { turn, before, after } }) => {
  scope.postMessage({ turn, compared: compare(before, after) })
}
