import type { User, UserManager } from 'oidc-client-ts';

/** A token that ends sooner than this is renewed before it is used. */
const leewaySeconds = 10;

/** The person was asked to sign in again, and someone else did. */
export class OtherPersonError extends Error {
  override readonly name = 'OtherPersonError';
}

type Answer = () => void;

/**
 * The access token of the signed-in person. One that has ended is renewed silently where the issuer gave a refresh
 * token; otherwise the person is asked to sign in in a window of its own, while calls wait and the page stays as it is.
 */
export class Session {
  readonly #users: UserManager;
  readonly #listeners = new Set<() => void>();
  #renewal: Promise<string> | undefined;
  #answer: Answer | undefined;

  constructor(users: UserManager) {
    this.#users = users;
  }

  /** A token that has not ended by this device's clock. */
  async token(): Promise<string> {
    if (this.#renewal !== undefined) return this.#renewal;
    const user = await this.#users.getUser();
    const isLive = user !== null && (user.expires_in ?? Number.POSITIVE_INFINITY) > leewaySeconds;
    return isLive ? user.access_token : this.renew();
  }

  /** A token other than the one that the API turned down. Calls at the same time wait for the same one. */
  async renew(rejected?: string): Promise<string> {
    const user = await this.#users.getUser();
    if (rejected !== undefined && user !== null && user.access_token !== rejected) return this.token();
    this.#renewal ??= this.#renewed().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  /** Whether the person is asked to sign in again. For `useSyncExternalStore`. */
  isAsking = (): boolean => this.#answer !== undefined;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Opens the window to sign in again. Calls that wait go on once the same person is back.
   * @throws an error if the window was blocked or closed, OtherPersonError if somebody else signed in
   */
  async signInAgain(): Promise<void> {
    const before = await this.#users.getUser();
    const user = await this.#users.signinPopup();
    if (before !== null && before.profile.sub !== user.profile.sub) throw new OtherPersonError();
    this.#answer?.();
  }

  async #renewed(): Promise<string> {
    const user = await this.#users.getUser();
    const silent = user?.refresh_token === undefined ? null : await this.#silently();
    if (silent !== null) return silent.access_token;
    await this.#ask();
    const again = await this.#users.getUser();
    return again === null ? this.#renewed() : again.access_token;
  }

  #silently(): Promise<User | null> {
    // A refresh token that has ended or was used is no failure of the page: the person is asked.
    return this.#users.signinSilent().catch(() => null);
  }

  async #ask(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#answer = () => resolve(undefined);
    this.#notify();
    try {
      await promise;
    } finally {
      this.#answer = undefined;
      this.#notify();
    }
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
