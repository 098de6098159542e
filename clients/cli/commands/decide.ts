import * as z from 'zod';
import { operations } from '../../../shared/http/contract/operations.ts';
import { command, type Context, type Register } from '../command.ts';
import { UsageError } from '../errors/errors.ts';
import { either, read, type Either } from './either.ts';
import { IdInput, NicInput, timeOf, TimeInput } from './inputs.ts';
import {
  dryRun,
  DryRunInput,
  json,
  option,
  OutputInput,
  reason,
  ReasonInput,
  wait,
  WaitInput,
} from './options.ts';
import { finish } from './finish.ts';

const id = { id: 'the id of a contact change or a reassignment' };

/** What the decision is made on, for a dry run. */
async function preview(verb: string, one: string, context: Context, isJson: boolean) {
  const found = await read(context.client, one);
  context.output.remark(`Nothing was sent. This would ${verb}:`);
  return finish(found, { json: isJson }, context);
}

const AcceptInput = z.object({
  id: IdInput.optional(),
  batch: z.string().optional(),
  requestedBy: NicInput.optional(),
  until: TimeInput.optional(),
  ...ReasonInput,
  ...WaitInput,
  ...DryRunInput,
  ...OutputInput,
});

export const accept = command({
  words: 'accept [id]',
  summary: 'Accepts a change or a reassignment that would make you a contact',
  details:
    'Until it is effective, you may still refuse it. With --batch, it accepts all reassignments of a batch that ' +
    'wait for you and were requested by now.',
  arguments: id,
  options: [
    option('--batch <name>', 'accepts the reassignments of this batch'),
    option('--requested-by <nic>', 'with --batch: who requested them'),
    option('--until <time>', 'with --batch: those requested by then. Default: now'),
    wait,
    dryRun,
    json,
  ],
  input: AcceptInput,
  examples: [
    'contacts accept 01KJQ4M6ZJ8W7V5N3T2R1Q0P9X',
    'contacts accept --batch night-2026-03-01 --requested-by op1-ovh',
  ],
  run: async (input, context) => {
    if (input.id === undefined) return acceptBatch(input, context);
    if (input.batch !== undefined) throw new UsageError('Name an id or a --batch, not both.');
    if (input.dryRun) return preview('accept', input.id, context, input.json);
    const { client } = context;
    const params = { changeId: input.id, reassignmentId: input.id };
    const accepted = await either(
      () => client.call(operations.acceptContactChange, { params, body: {} }),
      () => client.call(operations.acceptReassignment, { params, body: {} }),
    );
    return finish(accepted, input, context);
  },
});

async function acceptBatch(
  input: z.output<typeof AcceptInput>,
  { client, output, io }: Context,
): Promise<void> {
  const { batch, requestedBy } = input;
  if (batch === undefined || requestedBy === undefined) {
    throw new UsageError('Accept what? Name an id, or --batch NAME and --requested-by NIC.');
  }
  const requestedUntil = timeOf(input.until ?? '+0m', io.now());
  if (input.dryRun) {
    const query = { batch, party: 'to', state: 'awaiting-consent' } as const;
    let waiting = 0;
    for await (const one of client.list(operations.listReassignments, { query })) {
      if (one.requestedBy === requestedBy && Date.parse(one.requestedAt) <= Date.parse(requestedUntil))
        waiting++;
    }
    return input.json
      ? output.document({ dryRun: true, waiting })
      : output.lines(`Nothing was sent. This would accept ${waiting} reassignments.`);
  }
  let accepted = 0;
  for (let more = true; more;) {
    const answer = await client.call(operations.acceptReassignments, {
      body: { batch, requestedBy, requestedUntil },
    });
    accepted += answer.accepted;
    ({ more } = answer);
  }
  return input.json ? output.document({ accepted }) : output.lines(`Accepted ${accepted} reassignments.`);
}

const RefuseInput = z.object({ id: IdInput, ...ReasonInput, ...DryRunInput, ...OutputInput });

type Decide = (
  params: { readonly changeId: string; readonly reassignmentId: string },
  body: { readonly reason?: string | undefined },
  context: Context,
) => Promise<Either>;

/** A command that ends a change or a reassignment before it is effective. */
const ending = (verb: 'refuse' | 'cancel', summary: string, details: string, decide: Decide): Register =>
  command({
    words: `${verb} <id>`,
    summary,
    details,
    arguments: id,
    options: [reason, dryRun, json],
    input: RefuseInput,
    examples: [`contacts ${verb} 01KJQ4M6ZJ8W7V5N3T2R1Q0P9X --reason "Not ours"`],
    run: async (input, context) => {
      if (input.dryRun) return preview(verb, input.id, context, input.json);
      const params = { changeId: input.id, reassignmentId: input.id };
      return finish(await decide(params, { reason: input.reason }, context), input, context);
    },
  });

export const refuse = ending(
  'refuse',
  'Refuses a change or a reassignment that would make you a contact',
  'It ends for everyone, for good. You may refuse what you accepted, until it is effective.',
  (params, body, { client }) =>
    either<Either, Either>(
      () => client.call(operations.refuseContactChange, { params, body }),
      () => client.call(operations.refuseReassignment, { params, body }),
    ),
);

export const cancel = ending(
  'cancel',
  'Cancels what you requested, before it is effective; an operator, anything',
  'A reassignment may be cancelled while it runs too: what it has begun finishes, the rest is skipped.',
  (params, body, { client }) =>
    either<Either, Either>(
      () => client.call(operations.cancelContactChange, { params, body }),
      () => client.call(operations.cancelReassignment, { params, body }),
    ),
);
