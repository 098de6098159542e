import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Model } from './model.ts';
import { decideModelReassignment, reassignmentStateOf } from './model-reassignments.ts';

/** Its `to` accepts all of a batch that wait for it. */
export function acceptModelBatch(model: Model, to: Nic, { batch, by }: { batch: string; by: Nic }): void {
  for (const one of model.reassignments)
    if (one.batch === batch && one.by === by && one.to === to)
      if (reassignmentStateOf(model, one) === 'awaiting-consent')
        decideModelReassignment(model, to, one, 'accepted');
}
