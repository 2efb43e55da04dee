/** What `npm start --` understands; everything else goes on to Electron. */
import { resolve } from 'node:path'
import { LaunchError } from './exec.mjs'

/**
 * @param {string[]} words
 * @param {string} [cwd]
 */
export function parseArguments(words, cwd = process.cwd()) {
  /** @type {{ demo: boolean, dev: boolean, help: boolean, profile: string | null, rest: string[] }} */
  const options = { demo: false, dev: false, help: false, profile: null, rest: [] }
  for (let i = 0; i < words.length; i++) {
    const word = /** @type {string} */ (words[i])
    if (word === '--demo') options.demo = true
    else if (word === '--dev') options.dev = true
    else if (word === '--help' || word === '-h') options.help = true
    else if (word === '--profile' || word.startsWith('--profile=')) {
      const value = word === '--profile' ? words[++i] : word.slice('--profile='.length)
      if (!value || value.startsWith('--')) throw new LaunchError('--profile needs a folder')
      options.profile = resolve(cwd, value)
    } else options.rest.push(word)
  }
  return options
}
