import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string) => resolve(import.meta.dirname, path)

/** Electron 25, the runtime of last resort for development, reads neither newer syntax nor ES-module main scripts. */
const nodeTarget = 'node18'
const chromeTarget = 'chrome114'

/** Windows always ships an Electron that loads the database itself: the plain-Node fallback is not even in its bundle. */
const platform = process.env.SHANYAN_BUILD_PLATFORM ?? process.platform
const define = { NODE_FALLBACK: JSON.stringify(platform !== 'win32') }

export default defineConfig({
  main: {
    define,
    build: {
      outDir: at('out'),
      // preload and renderer lie below: electron/launch/build.mjs empties the folder, a watch must not
      emptyOutDir: false,
      target: nodeTarget,
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: {
          'main/index': at('electron/main/index.ts'),
          'data/index': at('electron/data/index.ts'),
          'data/worker': at('electron/data/worker.ts'),
        },
        external: ['better-sqlite3'],
        // what main and data share lies with data: those files must stay readable to plain Node outside the archive
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'data/chunks/[name].cjs' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      target: nodeTarget,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      target: chromeTarget,
      cssTarget: chromeTarget,
      minify: true,
      // the page's policy allows no data: fonts, and a picture in a script is parsed twice
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1600,
      rolldownOptions: {
        input: at('renderer/index.html'),
        output: {
          codeSplitting: {
            groups: [
              { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
              { name: 'data', test: /node_modules[\\/](@tanstack|zustand)[\\/]/, priority: 20 },
              // one file instead of twenty small ones: each is a request to the main process
              {
                name: 'ui',
                test: /[\\/]renderer[\\/](?:api\.ts|ui[\\/](?!antd\.tsx|quote-font|print[\\/]))|[\\/]shared[\\/](?:text|domain)[\\/]|node_modules[\\/](?:lucide-react|uuid)[\\/]/,
                priority: 10,
              },
            ],
          },
        },
      },
    },
  },
})
