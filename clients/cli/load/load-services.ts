import { servicesLimit, type AddedServiceAnswer } from '../../../shared/http/contract/group-shapes.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { Client } from '../../lib/api/client.ts';
import type { ServiceRow } from '../files/tables.ts';
import type { Loading, LoadOutcome } from './load-table.ts';
import { refusalOf, unlessNotFound } from '../files/refusal.ts';
import type { Rehearsal } from './rehearsal.ts';

/**
 * Adds services to their groups, as many of one group at once as the API takes.
 *
 * @param rehearsal of a dry run: nothing is written
 */
export function serviceLoading(client: Client, rehearsal?: Rehearsal): Loading<ServiceRow> {
  async function addServices(batch: readonly ServiceRow[]): Promise<readonly LoadOutcome[]> {
    const call = {
      params: { groupId: groupOf(batch) },
      query: { partial: true },
      body: { services: batch.map(({ serviceId, kind }) => ({ serviceId, kind })) },
    };
    const { items } =
      rehearsal === undefined
        ? await client.call(operations.addGroupServices, call)
        : await client.dryRun(operations.addGroupServices, call);
    return items.map((item) => ('status' in item ? outcomeOf(item) : { state: 'same' }));
  }

  async function rehearseService({ serviceId, groupId }: ServiceRow): Promise<LoadOutcome> {
    const known = await unlessNotFound(client.call(operations.getService, { params: { serviceId } }));
    if (known === undefined) return { state: 'new' };
    const detail = `${serviceId} is in the group ${known.groupId}. Remove it there before you add it to ${groupId}.`;
    return { state: 'refused', code: 'service-in-another-group', detail };
  }

  async function load(batch: readonly ServiceRow[]): Promise<readonly LoadOutcome[]> {
    try {
      const outcomes = await unlessNotFound(addServices(batch));
      if (outcomes !== undefined) return outcomes;
      if (rehearsal?.groups.has(groupOf(batch)) === true)
        return await Promise.all(batch.map(rehearseService));
      const detail = `There is no group ${groupOf(batch)}. Load it first.`;
      return batch.map(() => ({ state: 'refused', code: 'not-found', detail }));
    } catch (error) {
      const outcome = refusalOf(error);
      return batch.map(() => outcome);
    }
  }

  return { idOf: ({ serviceId }) => serviceId, nameOf: ({ groupId }) => groupId, size: servicesLimit, load };
}

const outcomeOf = ({ status, error }: AddedServiceAnswer): LoadOutcome => ({
  state: status,
  ...(error !== undefined && { code: error.code, detail: error.detail }),
});

/** The rows of a batch have one group. */
const groupOf = ([first]: readonly ServiceRow[]): string => first?.groupId ?? '';
