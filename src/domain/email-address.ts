const LONGEST = 254
/** A domain of its own, and nothing that could be a second address or a header. */
const ADDRESS = /^[^\s@<>"(),:;\\[\]\p{Cc}]+@[^\s@<>"(),:;\\[\]\p{Cc}]+\.[a-z0-9-]+$/u

/** Whether a text in lower case is one e-mail address and nothing else. */
export function isEmailAddress(text: string): boolean {
  return text.length <= LONGEST && ADDRESS.test(text)
}
