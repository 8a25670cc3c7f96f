import { describe, expect, it } from 'vitest'
import { readMail } from './config.ts'

const smtp = {
  WHEREABOUTS_SMTP_PORT: '2525',
  WHEREABOUTS_SMTP_ADDRESS: 'Crimes@Whereabouts.example',
}

describe('readMail', () => {
  it('is nothing unless a way in or out is named', () => {
    expect(readMail({})).toBeUndefined()
    expect(readMail({ WHEREABOUTS_MAIL_RELAY: 'mx.hub.example' })).toBeUndefined()
  })

  it('listens to this machine alone, believes nobody and answers nobody unless told otherwise', () => {
    expect(readMail(smtp)).toEqual({
      address: 'crimes@whereabouts.example',
      smtp: { port: 2525, host: '127.0.0.1', tlsRequired: false },
      mostBytes: 20 * 2 ** 20,
      rules: { authenticated: 'if-stated', replies: false },
    })
  })

  it.each([
    ['WHEREABOUTS_SMTP_PORT', '70000'],
    ['WHEREABOUTS_SMTP_ADDRESS', ''],
    ['WHEREABOUTS_SMTP_ADDRESS', 'a@b.example, c@d.example'],
    ['WHEREABOUTS_SMTP_TLS', 'always'],
    ['WHEREABOUTS_SMTP_CERT', '/nowhere/cert.pem'],
    ['WHEREABOUTS_MAIL_MOST_MB', '0'],
    ['WHEREABOUTS_MAIL_AUTHENTICATED', 'yes'],
    ['WHEREABOUTS_MAIL_REDIRECTED_BY', 'the hub'],
    ['WHEREABOUTS_MAIL_HUB', 'hub'],
    ['WHEREABOUTS_MAIL_OUT', 'mail.hub.example'],
  ])('says that it cannot use %s where it is "%s"', (name, value) => {
    expect(() => readMail({ ...smtp, [name]: value })).toThrow(`Cannot use ${name}: `)
  })

  it('wants a certificate where TLS is required, and an address for replies to be from', () => {
    expect(() => readMail({ ...smtp, WHEREABOUTS_SMTP_TLS: 'required' })).toThrow(
      'WHEREABOUTS_SMTP_CERT',
    )
    const out = { WHEREABOUTS_MAIL_OUT: 'smtp://user:secret@mail.hub.example' }
    expect(() => readMail({ ...smtp, ...out })).toThrow('WHEREABOUTS_MAIL_FROM')
    const bad = { WHEREABOUTS_MAIL_OUT: 'http://user:secret@mail' }
    expect(() => readMail({ ...smtp, ...bad })).toThrow(/^(?!.*secret)/)
  })
})
