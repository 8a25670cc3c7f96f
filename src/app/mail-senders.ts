import { isEmailAddress } from '../domain/email-address.ts'
import { policeForce } from '../domain/police-forces.ts'
import { endSenderAt, insertSender, senderOf } from '../store/records/sender-records.ts'
import { type AccountWork, altering, invalid, notFound } from './accounts/account-work.ts'

/**
 * Lets crimes of a police force be sent from an address.
 *
 * @returns its id.
 * @throws AppError INPUT_INVALID with `field`: no address or force, or an address that sends already.
 */
export function addSender(
  work: AccountWork,
  typed: { readonly address: string; readonly policeForce: string },
): Promise<number> {
  const address = typed.address.trim().toLowerCase()
  const force = policeForce(typed.policeForce)
  return altering(work, 'senders', async (transaction) => {
    if (!isEmailAddress(address)) {
      throw invalid('Enter one e-mail address, such as crime.desk@force.police.uk', 'address')
    }
    if (!force) throw invalid('Choose the police force whose crimes it sends', 'policeForce')
    const known = await senderOf(transaction, address)
    if (known) {
      throw invalid(
        `${address} sends for ${policeForce(known.policeForce)?.label ?? known.policeForce} already: take it out first`,
        'address',
      )
    }
    const id = await insertSender(transaction, {
      address,
      policeForce: force.identifier,
      addedAt: work.now,
      addedBy: work.actor.username,
    })
    return { result: id, details: { change: 'added', sender: id, policeForce: force.identifier } }
  })
}

/** Takes no more from an address. @throws AppError NOT_FOUND where it is none in force. */
export function endSender(work: AccountWork, id: number): Promise<void> {
  return altering(work, 'senders', async (transaction) => {
    const by = work.actor.username
    if ((await endSenderAt(transaction, id, { at: work.now, by })) === undefined) {
      throw notFound(`Cannot end sender ${id}: there is none in force`)
    }
    return { result: undefined, details: { change: 'ended', sender: id } }
  })
}
