/** Gets the bearer token of a call. */
export type TokenSource = () => Promise<string>;

export interface Token {
  readonly value: string;
  /** Undefined if the issuer does not say. */
  readonly expiresInSeconds: number | undefined;
}

/** A token is renewed so long before it expires. */
const marginMilliseconds = 60_000;
/** How long a token is used whose issuer does not say when it expires. */
const defaultLifetimeSeconds = 300;

/** Keeps a token until shortly before it expires, then gets another. Calls at the same time get it once. */
export function renewed(get: () => Promise<Token>, now: () => Date): TokenSource {
  let current: Promise<Token> | undefined;
  let renewAt = 0;
  return async () => {
    if (current === undefined || now().getTime() >= renewAt) {
      const started = now().getTime();
      renewAt = Number.POSITIVE_INFINITY;
      current = get();
      try {
        const { expiresInSeconds = defaultLifetimeSeconds } = await current;
        const lifetime = expiresInSeconds * 1000;
        // A token that lives shorter than the margin is used for half of its time.
        renewAt = started + Math.max(lifetime - marginMilliseconds, lifetime / 2);
      } catch (error) {
        current = undefined;
        throw error;
      }
    }
    return (await current).value;
  };
}
