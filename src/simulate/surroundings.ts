/** What stands between a tag and the satellites; indexes the tables of the error model. */
export const surroundings = {
  open: 0,
  street: 1,
  canyon: 2,
  lightBuilding: 3,
  heavyBuilding: 4,
  /** No satellite is ever heard here. */
  vault: 5,
} as const

export type Surroundings = (typeof surroundings)[keyof typeof surroundings]
