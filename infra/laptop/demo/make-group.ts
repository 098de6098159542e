import type { Client } from '../../../clients/lib/api/client.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { GroupId, ServiceId } from '../../../shared/domain/identifiers.ts';
import { loadServices } from '../sample/load.ts';
import type { SampleService } from '../sample/services.ts';
import { ProgressBar } from './progress-bar.ts';

/** Creates a group of the head office with `size` services. */
export async function makeGroup(operator: Client, size: number): Promise<GroupId> {
  const groupId = GroupId.parse('hq10001-ovh-9');
  const contacts = { administration: 'hq10001-ovh', technical: 'hq10001-ovh', billing: 'ac10003-ovh' };
  const body = { description: 'Made for the demo', contacts };
  await operator.call(operations.putGroup, { params: { groupId }, body });
  const services = Array.from({ length: size }, (_, index): SampleService => ({
    groupId,
    serviceId: ServiceId.parse(`00339${String(80_000_000 + index)}`),
    kind: index % 5 === 4 ? 'number' : 'line',
  }));
  const bar = new ProgressBar('Loading  ', size);
  await loadServices(operator, services, (loaded) => bar.show(loaded));
  bar.end(size);
  console.log();
  return groupId;
}
