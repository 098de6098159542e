/** The member system failed temporarily. The next attempt must not come before `retryAfterSeconds`. */
export class MemberUnavailable extends Error {
  override readonly name = 'MemberUnavailable';
  readonly retryAfterSeconds: number | undefined;

  constructor(detail: string, retryAfterSeconds: number | undefined) {
    super(detail);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
