import type { Context } from '../command.ts';
import { exitCodes, type ExitCode } from '../errors/exit-code.ts';
import { exitCodeOf } from '../follow/follow.ts';
import { followChange, followReassignment } from '../follow/follow-change.ts';
import { describe, idOf, isChange, type Either } from './either.ts';

export interface EndOptions {
  readonly json: boolean;
  readonly wait?: boolean;
}

/** Ends a command about a change or a reassignment: waits if asked to, and writes what it is then. */
export async function finish(
  one: Either,
  { json, wait = false }: EndOptions,
  context: Context,
): Promise<ExitCode> {
  const ended = wait
    ? isChange(one)
      ? await followChange(one.changeId, context)
      : await followReassignment(one.reassignmentId, context)
    : one;
  const { output } = context;
  await (json ? output.document(ended) : output.lines(...describe(ended)));
  for (const hint of hintsOf(ended)) output.remark(hint);
  return wait ? exitCodeOf(ended.state) : exitCodes.ok;
}

/** What can be done next. */
function hintsOf(one: Either): string[] {
  const id = idOf(one);
  const { failed } = one.progress;
  if (failed > 0) {
    const retry = isChange(one) ? [`Try those again: contacts retry ${id}`] : [];
    return [`${failed} failed. See why: contacts failed ${id}`, ...retry];
  }
  return one.state === 'awaiting-consent' ? [`The next step: contacts accept ${id}, as who decides.`] : [];
}
