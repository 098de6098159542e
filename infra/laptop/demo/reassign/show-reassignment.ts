import { operations } from '../../../../shared/http/contract/operations.ts';
import type { OutcomeAnswer } from '../../../../shared/http/contract/reassignment-shapes.ts';
import { difference } from '../../../local/lib/meter.ts';
import type { ReceivedMail } from '../../inbox.ts';
import { describeMail, recipientsMail } from '../recipients-mail.ts';
import type { Stage, Verdict } from '../shown.ts';
import { expectedMembers, expectedSkipped, expectedTargets, mismatches } from './check.ts';
import { describeReassignmentFigures } from './reassignment-figures.ts';
import { describeOutcomes, outcomeRows } from './outcome-table.ts';
import { previewReassignment, runReassignment } from './run-reassignment.ts';
import { headOffice, successor } from './scene.ts';
import { setScene } from './set-scene.ts';

/** Replaces one nic by another on 200 groups, some of which fail a rule and are skipped. */
export async function showReassignment(stage: Stage): Promise<Verdict> {
  const { stack, operator, callerOf } = stage;
  await setScene(stage);
  const preview = await previewReassignment(stage);
  console.log(`\nA dry run lists ${preview.targets} targets; ${preview.skipped} of them would be skipped`);
  const before = stack.meter.snapshot();
  let mail: ReceivedMail | undefined;
  const reassignment = await runReassignment(stage, expectedTargets, async ({ reassignmentId }) => {
    mail = await recipientsMail(stage, successor, reassignmentId);
  });
  const figures = difference(before, stack.meter.snapshot());

  const params = { reassignmentId: reassignment.reassignmentId };
  const listed = callerOf(headOffice).list(operations.listReassignmentOutcomes, { params });
  const outcomes: OutcomeAnswer[] = [];
  for await (const outcome of listed) outcomes.push(outcome);
  console.log(`\n${describeOutcomes(outcomeRows(outcomes))}\n`);
  console.log(describeReassignmentFigures(reassignment, expectedMembers, figures));
  if (mail !== undefined) console.log(`\n${describeMail(successor, mail)}`);

  const found = await mismatches(operator, reassignment, outcomes);
  if (preview.targets !== expectedTargets || preview.skipped !== expectedSkipped)
    found.push('The dry run listed other targets than expected.');
  const right = 'Every group and every service was read back and has the expected contacts.';
  return { isRight: found.length === 0, message: found.length === 0 ? right : found.join('\n') };
}
