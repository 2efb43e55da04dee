/** What jsdom lacks of a browser: nothing there has a size. */
globalThis.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
