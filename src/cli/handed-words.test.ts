import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppError } from '../domain/errors.ts'
import { Arguments } from './arguments.ts'
import { dataFolderCommands } from './data-folder-commands.ts'
import { fromHand, toHand } from './handed-words.ts'

const command = (name: string) => {
  const found = dataFolderCommands.find((each) => each.name === name)
  if (!found) throw new Error(name)
  return found
}
const parsed = (name: string, ...words: string[]) =>
  new Arguments(name, words, command(name).options, command(name).takesOperands)

/** Texts of commands on a data folder that are no paths; a new one is to be looked at before it is listed. */
const NO_PATHS = 'crime data-of from lift now pairs purpose reason to until wearer'.split(' ')

describe('a command that is handed over', () => {
  it('has marks in place of its files, and not the folder it was for', () => {
    const args = parsed(
      'import',
      'crimes',
      'a.csv',
      '../b.csv',
      '--ostn15',
      '/grids/g.gsb',
      '--data',
      'd',
    )
    expect(toHand(command('import'), args)).toEqual({
      words: ['import', 'crimes', '{0}', '{1}', '--ostn15={2}'],
      reads: [
        { mark: '{0}', path: 'a.csv' },
        { mark: '{1}', path: '../b.csv' },
        { mark: '{2}', path: '/grids/g.gsb' },
      ],
      writes: [],
    })
    const written = toHand(
      command('export'),
      parsed('export', 'positions', '--out', 'p.csv', '--data', 'd'),
    )
    expect(written.words).toEqual(['export', 'positions', '--out={0}'])
    expect(written.writes).toEqual([{ mark: '{0}', path: 'p.csv' }])
  })

  it('comes out there as it went in here, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (wearer, purpose) => {
        const args = parsed(
          'check',
          `--wearer=${wearer}`,
          `--purpose=${purpose}`,
          '--crime=Kent/1',
          '--json',
        )
        const { words } = toHand(command('check'), args)
        const there = fromHand(command('check'), words.slice(1), () => undefined)
        const again = parsed('check', ...there)
        expect([again.text('wearer'), again.text('purpose'), again.flag('json')]).toEqual([
          wearer,
          purpose,
          true,
        ])
      }),
    )
  })

  it('names no file of the host that runs it', () => {
    const refused = (name: string, ...words: string[]) => {
      try {
        return fromHand(command(name), words, (mark) => (mark === '{0}' ? '/spool/0' : undefined))
      } catch (error) {
        return (error as AppError).code
      }
    }
    expect(refused('import', 'positions', '/etc/passwd')).toBe('INPUT_INVALID')
    expect(refused('import', 'positions', '{1}')).toBe('INPUT_INVALID')
    expect(refused('import', 'positions', '{0}', '../{0}')).toBe('INPUT_INVALID')
    expect(refused('export', 'positions', '--out', '/etc/cron.d/x')).toBe('INPUT_INVALID')
    expect(refused('export', 'positions', '--out=/etc/cron.d/x')).toBe('INPUT_INVALID')
    expect(refused('purge', '--config=/etc/passwd')).toBe('INPUT_INVALID')
    expect(refused('match', '--positions=/etc/passwd')).toBe('INPUT_INVALID')
    expect(refused('check', '--repeat', '/etc/passwd')).toBe('INPUT_INVALID')
    expect(refused('export', 'positions', '--data=/other')).toBe('INPUT_INVALID')
    expect(refused('import', 'positions', '{0}')).toEqual(['positions', '/spool/0'])
  })

  it('has no option that is a path unless it says so', () => {
    const unsaid = dataFolderCommands.flatMap(({ options }) =>
      Object.entries(options)
        .filter(
          ([name, { kind, file }]) =>
            !file && kind !== 'flag' && kind !== 'number' && name !== 'data',
        )
        .map(([name]) => name),
    )
    expect([...new Set(unsaid)].filter((name) => !NO_PATHS.includes(name))).toEqual([])
  })
})
