/**
 * How a client of an AWS service waits, in milliseconds: a call that hangs must not take the rest of its batch along.
 * A call that is answered late is made again by the SDK, three times at the most, and then counts as unanswered.
 */
export const awsClientOptions = {
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
};

/** Parts of the SDK's chain that only serve its own logger and the header that says which SDK is in use. */
const unusedMiddleware = ['loggerMiddleware', 'getUserAgentMiddleware'];

interface HasMiddleware {
  readonly middlewareStack: { remove(name: string): boolean };
}

/** The client without what nobody uses: some of the processor time of every call. */
export function withoutUnusedMiddleware<Client extends HasMiddleware>(client: Client): Client {
  for (const name of unusedMiddleware) client.middlewareStack.remove(name);
  return client;
}
