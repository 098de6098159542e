import { ApiClient } from '../../../infra/laptop/api-client.ts';
import type { LocalIssuer } from '../../../infra/laptop/issuer.ts';

/** The nic that loads groups and members. */
export const operatorNic = 'op1-ovh';

/** The API of a running stack, as its callers use it, each with a token of its own. */
export class Callers {
  readonly #issuer: LocalIssuer;
  readonly #url: string;
  readonly #clients = new Map<string, ApiClient>();

  constructor(issuer: LocalIssuer, { url }: { readonly url: string }) {
    this.#issuer = issuer;
    this.#url = url;
  }

  /** The API as `nic` uses it. */
  async as(nic: string): Promise<ApiClient> {
    const known = this.#clients.get(nic);
    if (known !== undefined) return known;
    const client = new ApiClient(this.#url, await this.#issuer.token({ nic, operator: nic === operatorNic }));
    this.#clients.set(nic, client);
    return client;
  }
}
