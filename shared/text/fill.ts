/** `{name}` places in a catalogue string; what a value holds is never read as a place for another. */
export const fill = (template: string, values: Record<string, string | number>): string =>
  template.replace(/\{(\w+)\}/g, (place, name: string) => (name in values ? String(values[name]) : place))
