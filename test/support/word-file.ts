import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether there is an office program to open documents with. */
export const officeIsHere = ['soffice', 'pdftotext'].every(
  (program) => !spawnSync(program, ['--version']).error,
)

/** @returns the words of a Word file as LibreOffice reads it, with one space between them. */
export function wordsOf(docx: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-word-'))
  const settings = `-env:UserInstallation=file://${folder}/office`
  const file = join(folder, 'file.docx')
  copyFileSync(docx, file)
  run('soffice', '--headless', settings, '--convert-to', 'pdf', '--outdir', folder, file)
  return run('pdftotext', '-layout', join(folder, 'file.pdf'), '-').replaceAll(/\s+/g, ' ')
}

function run(program: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} could not: ${stderr}`)
  return stdout
}
