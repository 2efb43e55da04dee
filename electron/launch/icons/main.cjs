/** Draws the app icon in the sizes packages need: SHANYAN_ICON_SOURCE (resources) into SHANYAN_ICON_TARGET. */
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { app, BrowserWindow } = require('electron')

const source = process.env.SHANYAN_ICON_SOURCE ?? ''
const target = process.env.SHANYAN_ICON_TARGET ?? ''
const sizes = [16, 24, 32, 48, 64, 128, 256]

app.commandLine.appendSwitch('force-device-scale-factor', '1')
// between two drawings no window is open
app.on('window-all-closed', () => {})
app
  .whenReady()
  .then(drawAll)
  .then(
    () => app.exit(0),
    (error) => {
      console.error(error)
      app.exit(1)
    },
  )

async function drawAll() {
  const drawings = []
  for (const size of sizes) drawings.push({ size, png: await draw(size) })
  mkdirSync(target, { recursive: true })
  writeFileSync(join(target, 'icon.ico'), icoOf(drawings))
  writeFileSync(join(target, 'icon.png'), await draw(512))
}

/** @param {number} size */
async function draw(size) {
  // strokes of the full drawing run together when it is this small
  const svg = readFileSync(join(source, size <= 32 ? 'icon-small.svg' : 'icon.svg'))
  const window = new BrowserWindow({
    width: size,
    height: size,
    useContentSize: true,
    frame: false,
    transparent: true,
    show: false,
    webPreferences: { offscreen: true },
  })
  const picture = `<img width="${size}" height="${size}" src="data:image/svg+xml;base64,${svg.toString('base64')}">`
  const page = `<style>body{margin:0;overflow:hidden}img{display:block}</style>${picture}`
  await window.loadURL(`data:text/html;base64,${Buffer.from(page).toString('base64')}`)
  // the page may be loaded before its first frame is drawn: then the picture is empty
  let image = await window.webContents.capturePage({ x: 0, y: 0, width: size, height: size })
  for (let tries = 0; image.isEmpty() && tries < 50; tries++) {
    await new Promise((done) => setTimeout(done, 50))
    image = await window.webContents.capturePage({ x: 0, y: 0, width: size, height: size })
  }
  window.destroy()
  const got = image.getSize()
  if (got.width !== size || got.height !== size)
    throw new Error(`icon of ${size} came out as ${got.width} x ${got.height}`)
  return image.toPNG()
}

/**
 * The ICO container around PNG pictures: a header of 6 bytes, then 16 bytes a picture, then the pictures.
 * @param {{ size: number, png: Buffer }[]} drawings
 */
function icoOf(drawings) {
  const head = Buffer.alloc(6 + 16 * drawings.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(drawings.length, 4)
  let offset = head.length
  for (const [i, { size, png }] of drawings.entries()) {
    const at = 6 + 16 * i
    // 0 stands for 256
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...drawings.map(({ png }) => png)])
}
