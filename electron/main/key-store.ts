/** Secrets sealed by the operating system for this user on this computer: DPAPI, Keychain, or a Linux keyring. */
import { app, safeStorage } from 'electron'

/** @returns `null` where there is no key store; `''` where the text was sealed by another one */
export async function askKeyStore(what: 'seal' | 'unseal', text: string): Promise<string | null> {
  await app.whenReady()
  if (!safeStorage.isEncryptionAvailable() || isBasicText()) return null
  try {
    return what === 'seal'
      ? safeStorage.encryptString(text).toString('base64')
      : safeStorage.decryptString(Buffer.from(text, 'base64'))
  } catch {
    return what === 'seal' ? null : ''
  }
}

/** On Linux without a keyring Chromium "seals" with a password that everybody knows. */
const isBasicText = () => process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
