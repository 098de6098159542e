import createClient from 'openapi-fetch';
import type { components, paths } from './openapi.ts';
import type { Scene, Seen } from './walk.ts';

type ContactChange = components['schemas']['ContactChange'];

const clientOf = (baseUrl: string, token: string) =>
  createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });

/** The walk of the README: look at a group, request a change, accept it, follow it, and read its services. */
export async function walk({ url, groupId, recipient, tokens, pause }: Scene): Promise<Seen> {
  const administration = clientOf(url, tokens.administration);
  const other = clientOf(url, tokens.recipient);
  const group = await administration.GET('/groups/{groupId}', { params: { path: { groupId } } });
  if (group.data === undefined) throw new Error(JSON.stringify(group.error));
  const requested = await administration.POST('/groups/{groupId}/contact-changes', {
    params: { path: { groupId }, header: { 'Idempotency-Key': `walk-${groupId}` } },
    body: { contacts: { technical: recipient, billing: recipient }, reason: 'Network operations takes over' },
  });
  if (requested.data === undefined || 'dryRun' in requested.data)
    throw new Error(JSON.stringify(requested.error));
  const path = { changeId: requested.data.changeId };
  const again = await administration.POST('/groups/{groupId}/contact-changes', {
    params: { path: { groupId } },
    body: { contacts: { technical: group.data.contacts.administration } },
  });
  const refusal = again.error !== undefined && 'code' in again.error ? again.error.code : undefined;
  let change: ContactChange | undefined = requested.data;
  await other.POST('/contact-changes/{changeId}/accept', { params: { path }, body: { reason: 'Agreed' } });
  while (change !== undefined && change.state !== 'completed') {
    await pause();
    change = (await other.GET('/contact-changes/{changeId}', { params: { path } })).data;
  }
  const services = await administration.GET('/contact-changes/{changeId}/services', {
    params: { path, query: { state: 'applied', limit: 3 } },
  });
  return {
    first: requested.data.state,
    last: change?.state ?? 'none',
    refusal,
    applied: services.data?.items.length ?? 0,
  };
}
