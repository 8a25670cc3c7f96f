/** Of every demonstration account. */
export const demoPassword = 'lighthouse and three gulls'
