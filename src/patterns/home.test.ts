import { expect, it } from 'vitest'
import { type HomePlace, homeTitle, roundHome } from './home.ts'

const named = (name: string | undefined, longitude: number): HomePlace => ({
  ...roundHome({ latitude: 53.8, longitude }, 100),
  name,
})

it('tells one home from another by the name of its zone', () => {
  const home = {
    said: 'condition',
    certainty: 1,
    places: [named('Home', -4.4), named('Second address', -4.3), named(undefined, -4.2)],
  } as const
  const titles = [-4.4004, -4.3004, -4.2004].map((longitude) =>
    homeTitle(home, { latitude: 53.8, longitude }),
  )
  expect(titles).toEqual(['Home', 'Home: Second address', 'Home'])
})
