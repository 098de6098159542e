/**
 * Short timeouts in milliseconds, because a call that hangs must not fail the rest of its batch. Up to three attempts.
 */
export const awsClientOptions = {
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
};

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
