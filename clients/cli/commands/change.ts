import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { roles } from '../../../shared/domain/roles.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { command, type Context } from '../command.ts';
import { UsageError } from '../errors/errors.ts';
import { describeDryRun } from '../output/describe-change.ts';
import { GroupInput, NicInput, serviceIdOf, ServiceInput, timeOf, TimeInput } from './inputs.ts';
import {
  country,
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

const CodeInput = z
  .string()
  .regex(/^[^=]+=.+$/, 'must look like ab12345-ovh=CODE')
  .transform((text) => ({ nic: text.slice(0, text.indexOf('=')), code: text.slice(text.indexOf('=') + 1) }))
  .pipe(z.object({ nic: NicInput, code: z.string() }));

const Input = z.object({
  what: z.string(),
  country: ServiceInput.country,
  administration: NicInput.optional(),
  technical: NicInput.optional(),
  billing: NicInput.optional(),
  at: TimeInput.optional(),
  code: z.array(CodeInput).default([]),
  key: z.string().optional(),
  ...ReasonInput,
  ...WaitInput,
  ...DryRunInput,
  ...OutputInput,
});

export const change = command({
  words: 'change <what>',
  summary: 'Requests new contacts for a group, or a technical contact for one service',
  details:
    'The new contacts have to accept, unless you name yourself or give a consent code of theirs. Then the change ' +
    'is effective, and propagates to every service of the group.',
  arguments: { what: 'the id of a group, or the number of a service' },
  options: [
    ...roles.map((role) => option(`--${role} <nic>`, `the new ${role} contact`)),
    country,
    option('--at <time>', 'when it is to be effective: a time with its offset, or +3m, +2h, +1d from now'),
    reason,
    option('--code <nic=code>', 'a consent code of this nic; for several, again').argParser(collect),
    option('--key <text>', 'the same key makes sure that a repeated command asks once'),
    wait,
    dryRun,
    json,
  ],
  input: Input,
  examples: [
    'contacts change ab12345-ovh-1 --technical cd2-ovh --dry-run',
    'contacts change ab12345-ovh-1 --technical cd2-ovh --reason "New team" --wait',
    'contacts change 0033972101234 --technical cd2-ovh',
  ],
  run: async (input, context) => {
    const { client, output } = context;
    const { requestGroupChange, requestServiceChange } = operations;
    const { serviceId, groupId } = placeOf(input);
    const call = callOf(input, context);
    if (input.dryRun) {
      const answer = await (groupId === undefined
        ? client.dryRun(requestServiceChange, { params: { serviceId }, ...call })
        : client.dryRun(requestGroupChange, { params: { groupId }, ...call }));
      return input.json ? output.document(answer) : output.lines(...describeDryRun(answer));
    }
    const requested = await (groupId === undefined
      ? client.call(requestServiceChange, { params: { serviceId }, ...call })
      : client.call(requestGroupChange, { params: { groupId }, ...call }));
    return finish(requested, input, context);
  },
});

/** A group, or a single service. */
function placeOf({ what, country: dialled }: z.output<typeof Input>) {
  const group = GroupInput.safeParse(what);
  return group.success
    ? { groupId: group.data, serviceId: undefined }
    : { groupId: undefined, serviceId: serviceIdOf({ service: what, country: dialled }) };
}

/** Commander's way to take an option several times. */
function collect(text: string, before: string[] | undefined): string[] {
  return [...(before ?? []), text];
}

function callOf(input: z.output<typeof Input>, { io }: Context) {
  const { administration, technical, billing, at, code, key = randomUUID() } = input;
  if (administration === undefined && technical === undefined && billing === undefined) {
    throw new UsageError(
      'Which contact changes? Name at least one of --administration, --technical, --billing.',
    );
  }
  const codes = Object.fromEntries(code.map((one): [string, string] => [one.nic, one.code]));
  return {
    body: {
      contacts: { administration, technical, billing },
      reason: input.reason,
      effectiveAt: at === undefined ? undefined : timeOf(at, io.now()),
      consentCodes: code.length === 0 ? undefined : codes,
    },
    idempotencyKey: key,
  };
}
