/** How long the reason may be for which somebody looks at personal data, in characters. */
export const PURPOSE_LENGTH = { least: 3, most: 500 } as const

/** Whether a text, trimmed, is long enough to say something and short enough to be kept. */
export function isPurpose(text: string): boolean {
  return text.length >= PURPOSE_LENGTH.least && text.length <= PURPOSE_LENGTH.most
}
