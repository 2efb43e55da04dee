/** All the page can reach: one call, one subscription. */
import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron'
import type { Events, OperationName } from '../../shared/contract.ts'

const bridge = {
  /** Answers with the JSON text of a `Result`. Files are handed on by their paths, as `input.paths`. */
  call(operation: OperationName, input: unknown, files?: File[]): Promise<string> {
    const complete = files ? { ...(input as object), paths: files.map(pathOf).filter((path) => path !== '') } : input
    return ipcRenderer.invoke('call', operation, complete)
  },
  /** The listener gets the event's payload as JSON text. Returns how to stop listening. */
  on(event: keyof Events, listener: (payload: string) => void): () => void {
    const hear = (_event: IpcRendererEvent, name: string, payload: string) => {
      if (name === event) listener(payload)
    }
    ipcRenderer.on('event', hear)
    return () => {
      ipcRenderer.off('event', hear)
    }
  },
}

export type Bridge = typeof bridge

/** Electron 25, used in development, has no `webUtils` but still tells a file's path. */
function pathOf(file: File): string {
  return webUtils ? webUtils.getPathForFile(file) : ((file as File & { path?: string }).path ?? '')
}

contextBridge.exposeInMainWorld('shanyan', bridge)
