import { isReadable } from '../invariants/observer.ts';
import { Violation } from '../violation.ts';
import { batchSize } from '../queues/topology.ts';
import { firstDue, minute, tick } from './due-work.ts';
import { answerRequest } from './request-faults.ts';
import { feed } from './feeding.ts';
import type { Run } from './run.ts';

/** More steps than any run needs to become idle. */
const stepLimit = 20_000;

/** The phase without faults, in which all open work finishes (8). */
export async function runUntilIdle(run: Run): Promise<void> {
  run.faultsAreOff = true;
  run.calmSince = run.time;
  const isCall = ({ request }: (typeof run.inTransit)[number]) => request.service === 'member system';
  run.inTransit.splice(0, Infinity, ...run.inTransit.filter(isCall));
  let lastTick = run.time;
  for (let step = 0; step < stepLimit; step += 1) {
    await run.quiet();
    const [pending] = run.gate.pending;
    if (pending !== undefined) {
      run.time += 5;
      if (pending.request !== undefined) {
        await answerRequest(run, pending, pending.request, run.failingMember(pending) ?? 'pass');
      } else {
        run.gate.take(pending);
        run.gate.activity += 1;
        pending.arrive();
      }
      continue;
    }
    if (await feedOne(run)) continue;
    if (await redriveMail(run)) continue;
    const due = firstDue(run);
    if (due !== undefined && due <= run.time && run.time - lastTick >= minute) {
      lastTick = run.time;
      tick(run);
      continue;
    }
    const next = nextTime(run, due, lastTick);
    // Calls to members' own systems may come when everything else is over.
    if (next === undefined && run.inTransit.length > 0) {
      await run.arriveLate();
      continue;
    }
    if (next === undefined) return;
    await run.advance(Math.max(1, next - run.time));
  }
  throw new Violation(8, 'the run does not become idle');
}

/** An operator sends dead letters about mail back: they alone can say what happened. */
async function redriveMail({ parts: { mailboxes }, time }: Run): Promise<boolean> {
  const deadLetters = mailboxes.of('mail-dead-letters');
  const readable = deadLetters.kept.filter(({ body }) => isReadable('mail', body));
  await mailboxes.redrive(deadLetters, readable, time);
  return readable.length > 0;
}

async function feedOne(run: Run): Promise<boolean> {
  for (const mailbox of run.parts.mailboxes.all) {
    if (mailbox.shape.feeds === undefined) continue;
    const waiting = mailbox.available(run.time).slice(0, batchSize);
    if (waiting.length === 0) continue;
    await feed(run, mailbox, waiting);
    return true;
  }
  return false;
}

/** A message becomes visible, or due work finds something. Undefined if all is idle. */
function nextTime(run: Run, due: number | undefined, lastTick: number): number | undefined {
  const times = run.parts.mailboxes.all
    .filter(({ shape }) => shape.feeds !== undefined)
    .flatMap((mailbox) => mailbox.nextAvailable() ?? []);
  if (due !== undefined) times.push(Math.max(due, lastTick + minute));
  return times.length === 0 ? undefined : Math.min(...times);
}
