/**
 * The timeouts of an AWS client, in milliseconds. They are short, because a call that hangs must not fail the rest of
 * its batch. The SDK makes up to three attempts of a call that times out.
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
