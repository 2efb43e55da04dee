/** Nothing loads from a network, nothing leaves the page, nothing asks for a device. */
import { app, type Session, session } from 'electron'
import { isOwnPage } from './sender.ts'

const allowedPermissions = new Set(['clipboard-sanitized-write', 'fullscreen'])

export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
}

export function guardSession(devUrl: string | undefined, target: Session = session.defaultSession): void {
  target.setSpellCheckerEnabled(false)
  target.setPermissionRequestHandler((contents, permission, answer) => {
    answer(allowedPermissions.has(permission) && isOwnPage(contents.getURL(), devUrl))
  })
  target.setPermissionCheckHandler((contents, permission) => {
    return allowedPermissions.has(permission) && contents !== null && isOwnPage(contents.getURL(), devUrl)
  })
  const outside = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file://*/*', 'ftp://*/*'] }
  target.webRequest.onBeforeRequest(outside, ({ url }, answer) => answer({ cancel: !isDevServer(url, devUrl) }))
}

function isDevServer(url: string, devUrl: string | undefined): boolean {
  return devUrl !== undefined && new URL(url).host === new URL(devUrl).host
}
