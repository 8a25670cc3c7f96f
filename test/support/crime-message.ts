/** A message with one CSV, as a force's mail program writes it, but for what is put in the place of its parts. */
export function crimeMessage({
  from = 'desk@cheshire.example',
  subject = 'Cheshire - Crime Mapping Request - 20260329',
  /** Empty: it has none. */
  id = '<1@cheshire.example>',
  headers = [] as readonly string[],
  fileName = 'batch.csv',
  csv = '',
} = {}): string {
  return [
    ...headers,
    `From: Crime desk <${from}>`,
    'To: crimes@whereabouts.example',
    `Subject: ${subject}`,
    ...(id === '' ? [] : [`Message-ID: ${id}`]),
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="cut"',
    '',
    '--cut',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Crimes of today.',
    '--cut',
    `Content-Type: text/csv; name="${fileName}"`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${fileName}"`,
    '',
    Buffer.from(csv).toString('base64'),
    '--cut--',
    '',
  ].join('\r\n')
}
