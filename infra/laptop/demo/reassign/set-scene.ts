import { operations } from '../../../../shared/http/contract/operations.ts';
import { mapConcurrently } from '../../../../shared/runtime/chunks.ts';
import { loadServices } from '../../sample/load.ts';
import { ProgressBar } from '../progress-bar.ts';
import type { Stage } from '../shown.ts';
import { groups, headOffice, leaving, region, servicesAlone, successor } from './scene.ts';

const width = 4;

/** Creates the groups of the demo through the operator's routes, and open requests that block some of them. */
export async function setScene({ operator, callerOf }: Stage): Promise<void> {
  const account = { voipValidated: true, balanceCents: 0, status: 'open' };
  await mapConcurrently([headOffice, leaving, successor, region], width, (nic) => {
    const known =
      nic === successor
        ? { ...account, balanceCents: -1_999, email: `${nic}@example.com`, language: 'en' }
        : account;
    return operator.send('PUT', `/accounts/${nic}`, known, operations.putAccount.answer);
  });
  const bar = new ProgressBar('Making groups', groups.length);
  let made = 0;
  await mapConcurrently(groups, width, async ({ groupId, contacts }) => {
    const body = { description: 'Made for the demo', contacts };
    await operator.send('PUT', `/groups/${groupId}`, body, operations.putGroup.answer);
    bar.show((made += 1));
  });
  bar.end(made);
  await loadServices(
    operator,
    groups.flatMap(({ groupId, services }) =>
      services.map((serviceId) => ({ groupId, serviceId, kind: 'line' as const })),
    ),
  );
  const owner = await callerOf(headOffice);
  const pending = groups.filter(({ expected }) => expected === 'change-pending');
  await mapConcurrently(pending, width, ({ groupId }) => {
    const { answer } = operations.requestGroupChange;
    const body = { contacts: { technical: region }, reason: 'Another department was to take over here' };
    return owner.send('POST', `/groups/${groupId}/contact-changes`, body, answer);
  });
  const technician = await callerOf(leaving);
  await mapConcurrently(servicesAlone, width, async (serviceId) => {
    const { answer } = operations.requestServiceChange;
    const body = { contacts: { technical: leaving } };
    const asked = await owner.send('POST', `/services/${serviceId}/contact-changes`, body, answer);
    await technician.send('POST', `/contact-changes/${asked.changeId}/accept`, {}, answer);
  });
}
