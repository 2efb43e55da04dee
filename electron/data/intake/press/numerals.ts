/** Chinese numerals: 二十三, 三百多, 两千, 一百二十, 十. */
const digits: Record<string, number> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const units: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/** `null` where it is none. Below ten thousand; 万 and 亿 are units of what is counted. */
export function chineseNumber(word: string): number | null {
  if (!/^[〇零一二两三四五六七八九十百千]+$/.test(word)) return null
  if (!/[十百千]/.test(word))
    return word.length > 1 && /^[〇零一二三四五六七八九]+$/.test(word)
      ? Number([...word].map((one) => digits[one]).join(''))
      : (digits[word] ?? null)
  let total = 0
  let current: number | null = null
  for (const character of word) {
    const unit = units[character]
    if (unit === undefined) current = digits[character] ?? 0
    else {
      total += (current ?? 1) * unit
      current = null
    }
  }
  return total + (current ?? 0)
}
