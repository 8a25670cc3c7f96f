import { describe, expect, it } from 'vitest'
import { permissionsOf, roles } from '../domain/roles.ts'
import { mainNavigation, navigation } from './navigation.ts'
import { paths } from './paths.ts'

const names = (items: readonly { readonly text: string }[]) => items.map(({ text }) => text)

describe('what stands beside the name', () => {
  it('is everything where that is little', () => {
    const permissions = permissionsOf('police-analyst')
    const { items, more } = mainNavigation(permissions, undefined)
    expect(names(items)).toEqual(names(navigation(permissions)))
    expect(more).toBe(false)
  })

  it('is what most work begins with where there is much, and where they are', () => {
    const permissions = permissionsOf('hub-manager')
    const elsewhere = names(mainNavigation(permissions, undefined).items)
    const { items, more } = mainNavigation(permissions, paths.runs)
    expect(more).toBe(true)
    expect(elsewhere).not.toContain('Runs')
    expect(names(items).filter((name) => name !== 'Runs')).toEqual(elsewhere)
    expect(names(items)).toContain('Runs')
  })

  it.each(roles)('is never more than eight things for a %s', (role) => {
    const permissions = permissionsOf(role)
    for (const { href } of navigation(permissions)) {
      expect(mainNavigation(permissions, href).items.length).toBeLessThanOrEqual(8)
    }
  })
})

it.each(roles)('what belongs together stands together for a %s', (role) => {
  const groups = navigation(permissionsOf(role)).map(({ group }) => group)
  const begins = groups.filter((group, index) => group !== groups[index - 1])
  expect(begins).toEqual([...new Set(groups)])
})
