import * as z from 'zod';
import { ProblemCode } from '../../domain/codes.ts';
import { ChangeId, ReassignmentId } from '../../domain/identifiers.ts';

/** The most entries of a problem's `errors`. */
export const problemEntryLimit = 100;
/** The most characters of what a problem says of a request, which may be much longer. */
export const problemTextLimit = 500;

const Text = z.string().max(problemTextLimit);
/** The state of a change or a reassignment, or the kind of a service. */
const State = z.string().max(40);

const ProblemCodeAnswer = ProblemCode.meta({ id: 'ProblemCode', description: 'The rule that failed.' });

const fields = {
  code: ProblemCodeAnswer,
  changeId: ChangeId.optional().meta({
    description: 'With `change-pending`: the open request, to those who may see it.',
  }),
  reassignmentId: ReassignmentId.optional().meta({
    description: 'With `reassignment-pending`: the reassignment that has not ended.',
  }),
  state: State.optional().meta({ description: 'With `state-conflict`: the present state.' }),
};

export const ProblemEntryAnswer = z
  .strictObject({
    ...fields,
    detail: Text.meta({ description: 'What was wrong.' }),
    pointer: Text.optional().meta({
      description: 'The part of the body, as a JSON pointer; empty for the request as a whole.',
    }),
    parameter: Text.optional().meta({ description: 'The path, query or header parameter.' }),
  })
  .refine(({ pointer, parameter }) => (pointer === undefined) !== (parameter === undefined), {
    message: 'must name its place once',
  })
  .meta({
    id: 'ProblemEntry',
    description: 'A rule that failed, and where: it has either a `pointer` or a `parameter`.',
  });

/** An RFC 9457 problem with every rule that failed. */
export const ProblemAnswer = z
  .strictObject({
    type: z.string().max(100).meta({ description: '`/problems/` and the code.' }),
    ...fields,
    title: z
      .string()
      .max(100)
      .meta({ description: 'The code in words. It is the same for every problem of the code.' }),
    status: z.int().meta({ description: 'The HTTP status.' }),
    detail: Text.meta({ description: 'What was wrong.' }),
    instance: z
      .string()
      .max(128)
      .meta({ description: 'The id of the request. Quote it when you report a problem.' }),
    errors: z
      .array(ProblemEntryAnswer)
      .max(problemEntryLimit)
      .meta({ description: 'Every rule that failed, the first being that of the problem itself.' }),
  })
  .meta({ id: 'Problem', description: 'An RFC 9457 problem.' });

/** API Gateway's own answers, and the function's answers in the same form. */
export const GatewayAnswer = z
  .strictObject({ message: Text.meta({ description: 'The status in words.' }) })
  .meta({ id: 'GatewayMessage', description: 'An answer of API Gateway itself.' });
