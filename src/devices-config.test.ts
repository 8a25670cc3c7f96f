import { describe, expect, it } from 'vitest'
import { readDevicesConfig } from './devices-config.ts'

const read = (environment: Readonly<Record<string, string>>) =>
  readDevicesConfig((name) => environment[name])

describe('ways in for devices', () => {
  it('are none where nothing is said', () => {
    expect(read({})).toEqual({ mqtt: undefined, teltonika: undefined, feeds: undefined })
  })

  it('are read as they are said', () => {
    const config = read({
      WHEREABOUTS_MQTT_URL: 'mqtts://plat%40form:a%3Ab@broker.example:8883',
      WHEREABOUTS_MQTT_PASSWORD_FILE: '/etc/p',
      WHEREABOUTS_MQTT_ACL_FILE: '/etc/a',
      WHEREABOUTS_TELTONIKA_PORT: '5027',
      WHEREABOUTS_FEEDS: '/etc/feeds.json',
    })
    expect(config).toMatchObject({
      mqtt: {
        url: 'mqtts://broker.example:8883',
        username: 'plat@form',
        password: 'a:b',
        clientId: 'whereabouts',
        files: { passwords: '/etc/p', access: '/etc/a' },
      },
      teltonika: { port: 5027, host: '127.0.0.1' },
      feeds: '/etc/feeds.json',
    })
  })

  it.each([
    [{ WHEREABOUTS_MQTT_URL: 'http://broker' }, 'WHEREABOUTS_MQTT_URL'],
    [{ WHEREABOUTS_MQTT_URL: 'mqtts://:secret@' }, 'WHEREABOUTS_MQTT_URL'],
    [
      { WHEREABOUTS_MQTT_URL: 'mqtt://b', WHEREABOUTS_MQTT_ACL_FILE: '/a' },
      'WHEREABOUTS_MQTT_PASSWORD_FILE',
    ],
    [{ WHEREABOUTS_MQTT_URL: 'mqtt://b', WHEREABOUTS_MQTT_CA: '/nowhere' }, 'WHEREABOUTS_MQTT_CA'],
    [{ WHEREABOUTS_TELTONIKA_PORT: '70000' }, 'WHEREABOUTS_TELTONIKA_PORT'],
    [{ WHEREABOUTS_TELTONIKA_PORT: 'x' }, 'WHEREABOUTS_TELTONIKA_PORT'],
  ])('that make no sense are told by name: %j', (environment, name) => {
    expect(() => read(environment)).toThrow(`Cannot use ${name}: `)
    expect(() => read(environment)).not.toThrow('secret')
  })
})
