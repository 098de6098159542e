import { StandardRetryStrategy } from '@smithy/core/retry';
import { awsCall } from '../runtime/time-budgets.ts';

/** The least delay that the SDK names after a throttled call; after any other it names a shorter one. */
const throttledDelay = 500;

/** The pauses between the attempts of a client, in milliseconds. The SDK says before each what the call failed with. */
export function backoff(random = Math.random) {
  let base: number = awsCall.pauseMilliseconds;
  return {
    computeNextBackoffDelay: (attempt: number): number => random() * base * 2 ** attempt,
    setDelayBase: (delay: number): void => {
      base = delay >= throttledDelay ? awsCall.throttledPauseMilliseconds : awsCall.pauseMilliseconds;
    },
  };
}

/**
 * The attempts and timeouts of an AWS client. They are short, because a call that hangs must not use up the time of
 * its invocation.
 * @param maxAttempts for a client whose calls are repeated by their caller: 1
 * @param attemptMilliseconds for a client whose calls must not be made twice: longer
 */
export const awsClientOptions = (
  maxAttempts: number = awsCall.attempts,
  attemptMilliseconds: number = awsCall.attemptMilliseconds,
) => ({
  maxAttempts,
  retryStrategy: new StandardRetryStrategy({
    maxAttempts,
    backoff: backoff(),
  }),
  requestHandler: {
    connectionTimeout: awsCall.attemptMilliseconds,
    requestTimeout: attemptMilliseconds,
    socketTimeout: attemptMilliseconds,
    throwOnRequestTimeout: true,
  },
});

/** SDK middleware that serves only the SDK's logger and its user agent header. */
const unusedMiddleware = ['loggerMiddleware', 'getUserAgentMiddleware'];

interface HasMiddleware {
  readonly middlewareStack: { remove(name: string): boolean };
}

/** Removes middleware that this project does not need, which saves processor time on every call. */
export function withoutUnusedMiddleware<Client extends HasMiddleware>(client: Client): Client {
  for (const name of unusedMiddleware) client.middlewareStack.remove(name);
  return client;
}
