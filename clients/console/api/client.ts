import { createContext, use } from 'react';
import { createClient, type Client } from '../../lib/api/client.ts';
import { ProblemError } from '../../lib/api/errors.ts';
import type { Session } from '../auth/session.ts';

/**
 * The client of the API, which answers at the console's own origin. A call whose token was turned down is repeated
 * with a new one, once: what a person typed meanwhile stays on the page.
 */
export function createApi(session: Session): Client {
  const withToken = (used: { token?: string }): Client =>
    createClient({
      url: location.origin,
      token: async () => (used.token = await session.token()),
    });

  async function repeated<Answer>(attempt: (client: Client) => Promise<Answer>): Promise<Answer> {
    const used: { token?: string } = {};
    try {
      return await attempt(withToken(used));
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 401) throw error;
      await session.renew(used.token);
      return attempt(withToken({}));
    }
  }

  return {
    call: (...args) => repeated((client) => client.call(...args)),
    dryRun: (...args) => repeated((client) => client.dryRun(...args)),
    list: (...args) => withToken({}).list(...args),
  };
}

export const ApiContext = createContext<Client | undefined>(undefined);

/** The client of the signed-in person. */
export function useApi(): Client {
  const api = use(ApiContext);
  if (api === undefined) throw new Error('There is no client here');
  return api;
}
