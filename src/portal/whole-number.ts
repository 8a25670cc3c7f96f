const LARGEST = 2 ** 31 - 1

/** A number in an address as the records can hold it; `undefined` for anything else. */
export function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,10}$/.test(text)) return undefined
  const number = Number(text)
  return number <= LARGEST ? number : undefined
}
