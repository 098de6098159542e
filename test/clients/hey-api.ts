import {
  acceptContactChange,
  getContactChange,
  getGroup,
  listMemberOutcomes,
  requestGroupChange,
  type ContactChange,
} from './hey-api/index.ts';
import { createClient } from './hey-api/client/index.ts';
import type { Scene, Seen } from './walk.ts';

/** The walk of the README: look at a group, request a change, accept it, follow it, and read its services. */
export async function walk({ url: baseUrl, groupId, recipient, tokens, pause }: Scene): Promise<Seen> {
  const administration = createClient({ baseUrl, auth: () => tokens.administration });
  const other = createClient({ baseUrl, auth: () => tokens.recipient });
  const group = await getGroup({ client: administration, path: { groupId } });
  if (group.data === undefined) throw new Error(JSON.stringify(group.error));
  const requested = await requestGroupChange({
    client: administration,
    path: { groupId },
    headers: { 'Idempotency-Key': `walk-${groupId}` },
    body: { contacts: { technical: recipient, billing: recipient }, reason: 'Network operations takes over' },
  });
  if (requested.data === undefined || 'dryRun' in requested.data)
    throw new Error(JSON.stringify(requested.error));
  const path = { changeId: requested.data.changeId };
  const again = await requestGroupChange({
    client: administration,
    path: { groupId },
    body: { contacts: { technical: group.data.contacts.administration } },
  });
  const refusal = again.error !== undefined && 'code' in again.error ? again.error.code : undefined;
  let change: ContactChange | undefined = requested.data;
  await acceptContactChange({ client: other, path, body: { reason: 'Agreed' } });
  while (change !== undefined && change.state !== 'completed') {
    await pause();
    change = (await getContactChange({ client: other, path })).data;
  }
  const services = await listMemberOutcomes({
    client: administration,
    path,
    query: { state: 'applied', limit: 3 },
  });
  return {
    first: requested.data.state,
    last: change?.state ?? 'none',
    refusal,
    applied: services.data?.items.length ?? 0,
  };
}
