import type { SQSEvent } from 'aws-lambda';
import { mapConcurrently } from '../../../../../shared/runtime/chunks.ts';
import { PeerChange } from '../peer-change.ts';
import { memberPages, update } from '../table.ts';

/** As many updates at once as the system's workers make of a batch; the first failure ends the run. */
const width = 10;

/** Peer (a): one function updates the members, ten at once, and begins again when it is called again. */
export async function handler({ Records }: SQSEvent): Promise<void> {
  for (const { body } of Records) {
    const change = PeerChange.parse(JSON.parse(body));
    for await (const page of memberPages(change.groupId)) {
      await mapConcurrently(page, width, (serviceId) => update({ ...change, serviceId }));
    }
  }
}
