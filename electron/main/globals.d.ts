/** Set by the build: false on Windows, whose Electron always loads the database itself. */
declare const NODE_FALLBACK: boolean
