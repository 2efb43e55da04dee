/** Placeholder until the data process exists: answers `profile.get` so that a window can open. */
type Port = { on(event: 'message', listener: (message: { data: unknown }) => void): void; postMessage(message: unknown): void }
const utility = (process as unknown as { parentPort?: Port }).parentPort
const send = (message: unknown) => (utility ? utility.postMessage(message) : process.send?.(message))
const receive = (message: unknown) => {
  const request = message as { kind: string; id: number; operation: string; input: unknown }
  if (request.kind === 'shutdown') send({ kind: 'closed' })
  else send({ kind: 'response', id: request.id, body: JSON.stringify({ ok: true, value: { echo: request } }) })
}
if (utility) utility.on('message', ({ data }) => receive(data))
else {
  process.on('message', receive)
  // the main process was killed: nobody is left to serve
  process.on('disconnect', () => process.exit(0))
}
send({ kind: 'ready' })
