/** A member's own system did not take a change this time; the next attempt is not to come before it asked for. */
export class MemberUnavailable extends Error {
  override readonly name = 'MemberUnavailable';
  readonly retryAfterSeconds: number | undefined;

  constructor(detail: string, retryAfterSeconds: number | undefined) {
    super(detail);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
