import type { Client } from '../../../clients/lib/api/client.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { mapConcurrently, inChunks } from '../../../shared/runtime/chunks.ts';
import { Account } from '../../../shared/domain/account.ts';
import { GroupId } from '../../../shared/domain/identifiers.ts';
import { readSample } from './read-sample.ts';
import { sampleServices, type SampleService } from './services.ts';

/** The most services in one request, and the most requests in flight. */
const servicesAtOnce = 40;
const width = 4;

const SampleGroup = operations.putGroup.body.extend({ groupId: GroupId });

/** Loads the sample accounts, groups and services through the public API, as an operator. */
export async function loadSample(operator: Client): Promise<void> {
  await mapConcurrently(readSample('accounts.ndjson', Account), width, ({ nic, ...body }) =>
    operator.call(operations.putAccount, { params: { nic }, body }),
  );
  await mapConcurrently(readSample('groups.ndjson', SampleGroup), width, ({ groupId, ...body }) =>
    operator.call(operations.putGroup, { params: { groupId }, body }),
  );
  await loadServices(operator, sampleServices);
}

/** Adds services to their groups. `onProgress` gets the number added so far. */
export async function loadServices(
  operator: Client,
  services: readonly SampleService[],
  onProgress: (loaded: number) => void = () => {},
): Promise<void> {
  let loaded = 0;
  const byGroup = Map.groupBy(services, ({ groupId }) => groupId);
  const batches = [...byGroup].flatMap(([groupId, members]) =>
    inChunks(members, servicesAtOnce).map((batch) => ({ groupId, batch })),
  );
  await mapConcurrently(batches, width, async ({ groupId, batch }) => {
    const body = { services: batch.map(({ serviceId, kind }) => ({ serviceId, kind })) };
    await operator.call(operations.addGroupServices, { params: { groupId }, body });
    onProgress((loaded += batch.length));
  });
}
