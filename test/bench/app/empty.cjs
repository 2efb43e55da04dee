/** An empty window of the size the product opens with. */
const { app, BrowserWindow, Menu } = require('electron')

Menu.setApplicationMenu(null)
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    useContentSize: true,
    show: false,
    frame: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  })
  window.once('ready-to-show', () => window.show())
  window.loadURL('data:text/html,<!doctype html><title>empty</title><p>.</p>')
})
app.on('window-all-closed', () => app.quit())
