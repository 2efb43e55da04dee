const fullWidth: Record<string, string> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '?': '？',
  '!': '！',
  '(': '（',
  ')': '）',
}

/** Half-width punctuation beside Han becomes full-width; figures such as 1,000 or 11:30 keep theirs. Length stays. */
export function fullWidthPunctuation(value: string): string {
  return value.replace(
    /(?<=[\p{Script=Han}”’）)》])[,;:?!()]|[,;:?!()](?=[\p{Script=Han}“‘（(《])/gu,
    (mark) => fullWidth[mark] ?? mark,
  )
}
