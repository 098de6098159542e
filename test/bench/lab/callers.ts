import type { Client } from '../../../clients/lib/api/client.ts';
import { callerOf } from '../../../infra/laptop/caller.ts';
import type { LocalIssuer } from '../../../infra/laptop/issuer.ts';

/** The nic that loads groups and members. */
export const operatorNic = 'op1-ovh';

/** The API of a running stack, as its callers use it, each with a token of its own. */
export class Callers {
  readonly #issuer: LocalIssuer;
  readonly #stack: { readonly url: string };
  readonly #clients = new Map<string, Client>();

  constructor(issuer: LocalIssuer, stack: { readonly url: string }) {
    this.#issuer = issuer;
    this.#stack = stack;
  }

  /** The API as `nic` uses it. */
  as(nic: string): Client {
    const known = this.#clients.get(nic);
    if (known !== undefined) return known;
    const client = callerOf(this.#stack, this.#issuer, { nic, operator: nic === operatorNic });
    this.#clients.set(nic, client);
    return client;
  }
}
