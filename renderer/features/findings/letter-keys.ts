/** Keys of one letter: never with a modifier, never where one types. */
export const isLetter = (event: KeyboardEvent): boolean => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false
  const { target } = event
  const writes = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]'
  return !(target instanceof HTMLElement && target.matches(writes))
}
