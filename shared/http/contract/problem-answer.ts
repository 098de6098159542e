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

const ProblemCodeAnswer = ProblemCode.meta({ id: 'ProblemCode' });

export const ProblemEntryAnswer = z.strictObject({
  code: ProblemCodeAnswer,
  detail: Text,
  pointer: Text.optional(),
  parameter: Text.optional(),
  changeId: ChangeId.optional(),
  reassignmentId: ReassignmentId.optional(),
  state: State.optional(),
});

/** An RFC 9457 problem with every rule that failed. */
export const ProblemAnswer = z
  .strictObject({
    type: z.string().max(100),
    code: ProblemCodeAnswer,
    title: z.string().max(100),
    status: z.int(),
    detail: Text,
    instance: z.string().max(128),
    changeId: ChangeId.optional(),
    reassignmentId: ReassignmentId.optional(),
    state: State.optional(),
    errors: z.array(ProblemEntryAnswer).max(problemEntryLimit),
  })
  .meta({ id: 'Problem' });

/** API Gateway's own answers, and the function's answers in the same form. */
export const GatewayAnswer = z.strictObject({ message: Text }).meta({ id: 'GatewayMessage' });
