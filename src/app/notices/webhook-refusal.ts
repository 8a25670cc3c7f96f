/** What listens at an address answered, and did not take what it was sent. */
export class WebhookRefusal extends Error {
  readonly status: number

  constructor(status: number) {
    super(`it answered ${status}; expected 200 to 299`)
    this.status = status
  }
}
