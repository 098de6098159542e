import * as z from 'zod';
import { operations } from '../../../shared/http/contract/operations.ts';
import { command } from '../command.ts';
import { fieldsOf, timeFor } from '../output/words.ts';
import { IdInput } from './inputs.ts';
import { dryRun, DryRunInput, json, OutputInput } from './options.ts';

export const resync = command({
  words: 'resync [id]',
  summary:
    "An operator: tells the members' own systems of every service once; with an id, shows how far that is",
  details:
    'For a deployment that had services before its member system was configured. Each start tells all again.',
  arguments: { id: 'the id of a resync that was started' },
  options: [dryRun, json],
  input: z.object({ id: IdInput.optional(), ...DryRunInput, ...OutputInput }),
  examples: ['contacts resync', 'contacts resync 01KJQ6D4E6F8G0H2J4K6M8N0P2'],
  run: async ({ id, dryRun: isDryRun, json: isJson }, { client, output }) => {
    if (isDryRun)
      return output.lines('Nothing was sent. This would tell the member system of every service.');
    const found = await (id === undefined
      ? client.call(operations.resyncMembers)
      : client.call(operations.getResync, { params: { resyncId: id } }));
    if (isJson) return output.document(found);
    const lines = fieldsOf([
      ['state', found.state],
      ['told', String(found.told)],
      ['failed', String(found.failed)],
      ['pending', String(found.pending)],
      ['slow since', timeFor(found.heldSince)],
    ]);
    await output.lines(`Resync ${found.resyncId}`, ...lines);
    if (id === undefined) output.remark(`Follow it: contacts resync ${found.resyncId}`);
  },
});
