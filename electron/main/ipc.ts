/** One channel in: checks who calls, then main answers itself or the data process does. */
import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { DataProcess } from './data-process.ts'
import { failureBody, MainRefusal, successBody } from './failures.ts'
import { isOwnPage } from './sender.ts'

/** A main-side operation: reads its input itself, as a border must. */
export type MainHandler = (input: unknown) => unknown

export function answerCalls(handlers: Readonly<Record<string, MainHandler>>, data: DataProcess, devUrl?: string): void {
  ipcMain.handle('call', (event, operation: unknown, input: unknown): Promise<string> | string => {
    if (!isOwnMainFrame(event, devUrl)) throw new Error('Call from a foreign frame')
    if (typeof operation !== 'string') return failureBody('bad-input')
    // an operation unknown here belongs to the data process, which knows and checks its own
    return Object.hasOwn(handlers, operation) ? answer(handlers[operation]!, input) : data.call(operation, input)
  })
}

function isOwnMainFrame({ sender, senderFrame }: IpcMainInvokeEvent, devUrl?: string): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOwnPage(senderFrame.url, devUrl)
}

async function answer(handler: MainHandler, input: unknown): Promise<string> {
  try {
    return successBody(await handler(input))
  } catch (error) {
    if (error instanceof MainRefusal) return failureBody(error.code, error.detail)
    console.error(error)
    return failureBody('unexpected', String(error))
  }
}
