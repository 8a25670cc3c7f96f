/** Text that a page can hold: what XML and fonts have no character for is shown as replaced, never dropped in silence. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff\p{Surrogate}]/gu, '\ufffd')
}
