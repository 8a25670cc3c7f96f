import { mkdtempSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder } from './make-folder.ts'

const scratch = mkdtempSync(join(tmpdir(), 'whereabouts-make-folder-'))

describe('makeFolder', () => {
  it('makes a folder with those it lies in, and leaves what is there', () => {
    const folder = join(scratch, 'a', 'b', 'c')
    makeFolder(folder, 0o700)
    makeFolder(folder)
    for (const made of [folder, join(scratch, 'a')]) {
      expect(statSync(made).mode & 0o777).toBe(0o700)
    }
    makeFolder('.')
    makeFolder('/')
    makeFolder(`${scratch}/d/../e`)
    expect(statSync(join(scratch, 'e')).isDirectory()).toBe(true)
  })

  it('fails where a file is in its place, or in that of one above', () => {
    writeFileSync(join(scratch, 'file'), '')
    symlinkSync(join(scratch, 'missing'), join(scratch, 'to-nowhere'))
    for (const name of ['file', 'file/below', 'to-nowhere']) {
      expect(() => makeFolder(join(scratch, name))).toThrow(/^(EEXIST|ENOTDIR): /)
    }
  })
})
