/** Nothing loads from a network, nothing leaves the page, nothing asks for a device but the microphone of 速记. */
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
  target.setPermissionRequestHandler((contents, permission, answer, details) => {
    const wanted = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    // an empty list asks for what has no name here, such as the screen
    const isSoundOnly = permission === 'media' && wanted.length > 0 && wanted.every((type) => type === 'audio')
    answer((isSoundOnly || allowedPermissions.has(permission)) && isOwnPage(contents.getURL(), devUrl))
  })
  target.setPermissionCheckHandler((contents, permission, _origin, { mediaType }) => {
    const isSoundOnly = permission === 'media' && mediaType === 'audio'
    return (
      (isSoundOnly || allowedPermissions.has(permission)) && contents !== null && isOwnPage(contents.getURL(), devUrl)
    )
  })
  const outside = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file://*/*', 'ftp://*/*'] }
  target.webRequest.onBeforeRequest(outside, ({ url }, answer) => answer({ cancel: !isDevServer(url, devUrl) }))
}

function isDevServer(url: string, devUrl: string | undefined): boolean {
  return devUrl !== undefined && new URL(url).host === new URL(devUrl).host
}
