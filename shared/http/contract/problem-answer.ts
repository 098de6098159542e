import * as z from 'zod';
import { ProblemCode } from '../../domain/codes.ts';
import { ChangeId } from '../../domain/identifiers.ts';

const ProblemCodeAnswer = ProblemCode.meta({ id: 'ProblemCode' });

export const ProblemEntryAnswer = z.strictObject({
  code: ProblemCodeAnswer,
  detail: z.string(),
  pointer: z.string().optional(),
  parameter: z.string().optional(),
  changeId: ChangeId.optional(),
  state: z.string().optional(),
});

/** An RFC 9457 problem with every rule that failed. */
export const ProblemAnswer = z
  .strictObject({
    type: z.string(),
    code: ProblemCodeAnswer,
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    changeId: ChangeId.optional(),
    state: z.string().optional(),
    errors: z.array(ProblemEntryAnswer),
  })
  .meta({ id: 'Problem' });

/** API Gateway's own answers, and the function's answers in the same form. */
export const GatewayAnswer = z.strictObject({ message: z.string() }).meta({ id: 'GatewayMessage' });
