/** What the preload exposes: one call and one listener. Answers are the JSON text of a `Result`. */
declare global {
  interface Window {
    shanyan: {
      call(operation: string, input: unknown, files?: File[]): Promise<string>
      on(event: string, listener: (payload: unknown) => void): () => void
    }
  }
}

export {}
