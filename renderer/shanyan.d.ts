/** What the preload exposes: one call and one listener. Answers are the JSON text of a `Result`, events the JSON text of their payload. */
declare global {
  interface Window {
    shanyan: {
      call(operation: string, input: unknown, files?: File[]): Promise<string>
      on(event: string, listener: (payload: string) => void): () => void
    }
  }
}

export {}
