/** True for a key that an input method keeps to itself; on Windows the first one of a word comes before the word has begun. */
export const isComposingKey = (event: { isComposing: boolean; keyCode: number }): boolean =>
  event.isComposing || event.keyCode === 229
