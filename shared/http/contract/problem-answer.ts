import * as z from 'zod';
import { ChangeId } from '../../domain/identifiers.ts';
import { problemCodes, type ProblemCode } from '../problem.ts';

const isProblemCode = (code: string): code is ProblemCode => code in problemCodes;
const ProblemCodeAnswer = z.enum(Object.keys(problemCodes).filter(isProblemCode));

export const ProblemEntryAnswer = z.strictObject({
  code: ProblemCodeAnswer,
  detail: z.string(),
  pointer: z.string().optional(),
  parameter: z.string().optional(),
  changeId: ChangeId.optional(),
  state: z.string().optional(),
});

/** RFC 9457, with every rule that fails. */
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

/** API Gateway's own answers, and those given in its words. */
export const GatewayAnswer = z.strictObject({ message: z.string() }).meta({ id: 'GatewayMessage' });
