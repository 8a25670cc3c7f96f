import { createTransport } from 'nodemailer'
import type { Deliver } from '../app/send-replies.ts'
import type { MailConfig } from '../mail-config.ts'

/** Hands replies and notices to the server of an address. They say that no person wrote them, so that no program answers. */
export function outgoingMail({ url, from }: NonNullable<MailConfig['out']>): Deliver {
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  })
  return async ({ id, to, inReplyTo, subject, text, list }) => {
    await transport.sendMail({
      from,
      to,
      // As RFC 3834 has it: a bounce of this would be answered, and bounce.
      envelope: { from: '', to: [to] },
      subject,
      text,
      messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
      ...(inReplyTo !== undefined && { inReplyTo, references: inReplyTo }),
      headers: {
        'Auto-Submitted': inReplyTo === undefined ? 'auto-generated' : 'auto-replied',
        'X-Auto-Response-Suppress': 'All',
      },
      ...(list && {
        attachments: [
          { filename: list.name, content: list.csv, contentType: 'text/csv; charset=utf-8' },
        ],
      }),
    })
  }
}
