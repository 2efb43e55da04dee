import type { Result } from './measure.ts'

const heads = ['', 'value', 'reference', 'ratio', 'gate', 'goal', 'p95', 'spread', 'rounds', 'ok'] as const

export function table(results: readonly Result[]): string {
  const rows = results.map((result) => [
    result.name,
    amount(result.value, result.unit),
    `${amount(result.referenceValue, result.unit)}  ${result.reference}`,
    result.ratio.toFixed(result.ratio < 0.1 ? 4 : 2),
    `${result.better === 'lower' ? '≤' : '≥'} ${result.gate}`,
    `${result.better === 'lower' ? '≤' : '≥'} ${result.goal}`,
    amount(result.p95, result.unit),
    `${(result.spread * 100).toFixed(0)} %`,
    String(result.rounds),
    result.ok === null ? 'skipped' : result.ok ? (meetsGoal(result) ? 'ok, goal' : 'ok') : 'MISSED',
  ])
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]!.length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join('  ')
      .trimEnd()
  const notes = results.flatMap(({ name, note, rerun }) => {
    const words = [rerun ? 'run twice' : '', note].filter(Boolean).join('; ')
    return words ? [`${name}: ${words}`] : []
  })
  return [line(heads), ...rows.map(line), '', ...notes].join('\n')
}

const meetsGoal = ({ ratio, goal, better }: Result) => (better === 'lower' ? ratio <= goal : ratio >= goal)

function amount(value: number, unit: string): string {
  const digits = value >= 1000 ? 0 : value >= 100 ? 1 : value >= 1 ? 2 : 3
  return `${Number(value.toFixed(digits)).toLocaleString('en')} ${unit}`
}
