import { operations } from '../../../shared/http/contract/operations.ts';
import { mapConcurrently, inChunks } from '../../../shared/runtime/chunks.ts';
import { Account } from '../../../shared/domain/account.ts';
import { GroupId } from '../../../shared/domain/identifiers.ts';
import { ApiClient } from '../api-client.ts';
import { readSample } from './read-sample.ts';
import { sampleServices, type SampleService } from './services.ts';

/** The most services in one request, and the most requests in flight. */
const servicesAtOnce = 40;
const width = 4;

const SampleGroup = operations.putGroup.body.extend({ groupId: GroupId });

/** Loads the sample accounts, groups and services through the public API, as an operator. */
export async function loadSample(url: string, operatorToken: string): Promise<void> {
  const operator = new ApiClient(url, operatorToken);
  await mapConcurrently(readSample('accounts.ndjson', Account), width, ({ nic, ...account }) =>
    operator.send('PUT', `/accounts/${nic}`, account, operations.putAccount.answer),
  );
  await mapConcurrently(readSample('groups.ndjson', SampleGroup), width, ({ groupId, ...group }) =>
    operator.send('PUT', `/groups/${groupId}`, group, operations.putGroup.answer),
  );
  await loadServices(operator, sampleServices);
}

/** Adds services to their groups. `onProgress` gets the number added so far. */
export async function loadServices(
  operator: ApiClient,
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
    await operator.send('POST', `/groups/${groupId}/services`, body, operations.addGroupServices.answer);
    onProgress((loaded += batch.length));
  });
}
