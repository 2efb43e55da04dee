/**
 * Stands before an app's own main script, the same for the product and for an empty window: tells the parent process when a page can
 * be asked, runs what the parent wants run in it, and ends when told. No debugger is attached, so nothing slows the page.
 */
const { app, protocol } = require('electron')

const { SHANYAN_BENCH_MAIN: main, SHANYAN_BENCH_PROBE: probe, SHANYAN_BENCH_FINE: fine } = process.env

// Two headers make the page's clock count 5 µs instead of 100.
if (fine) {
  const handle = protocol.handle.bind(protocol)
  protocol.handle = (scheme, answer) =>
    handle(scheme, async (request) => {
      const response = await answer(request)
      response.headers.set('cross-origin-opener-policy', 'same-origin')
      response.headers.set('cross-origin-embedder-policy', 'require-corp')
      return response
    })
}

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', async () => {
    const frame = contents.mainFrame
    await frame.executeJavaScript(probe)
    // painted; now it must take a key
    const heard = frame.executeJavaScript(
      "new Promise((done) => addEventListener('keydown', () => done(), { once: true, capture: true }))",
    )
    // a key that comes too early is lost: the next one comes soon
    const press = () => {
      contents.sendInputEvent({ type: 'keyDown', keyCode: 'F13' })
      contents.sendInputEvent({ type: 'keyUp', keyCode: 'F13' })
    }
    press()
    const again = setInterval(press, 8)
    await heard
    clearInterval(again)
    process.send({ ready: true })
  })
  process.on('message', async ({ id, script, key }) => {
    if (key) {
      const [keyCode, text] = key === 'Enter' ? ['Enter', '\r'] : [key, key]
      contents.sendInputEvent({ type: 'keyDown', keyCode })
      contents.sendInputEvent({ type: 'char', keyCode: text })
      contents.sendInputEvent({ type: 'keyUp', keyCode })
      return
    }
    if (!script) return
    try {
      process.send({ id, value: await contents.mainFrame.executeJavaScript(script) })
    } catch (error) {
      process.send({ id, error: String(error) })
    }
  })
})
process.on('message', ({ quit }) => {
  if (quit) app.quit()
})
process.on('disconnect', () => app.exit(1))

require(main)
