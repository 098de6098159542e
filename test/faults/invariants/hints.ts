import { heldServiceKey } from '../../../shared/store/keys.ts';
import type { Invocation } from '../gate/invocation.ts';
import type { TableMirror, Transition } from '../table/mirror.ts';
import { mustHold } from '../violation.ts';
import { serviceOf } from './table-view.ts';
import { idOf } from '../table/wire-item.ts';

interface Replaced {
  readonly by: Invocation;
  readonly revision: number;
}

/** Hints of single services' technical contacts: whoever replaces the contact deletes its hint. */
export class Hints {
  readonly #replaced = new Map<string, Replaced>();

  /** A change of the group reached a member. */
  propagated({ before, after }: Transition, invocation: Invocation): void {
    const [was, is] = [serviceOf(before), serviceOf(after)];
    if (was?.ownTechnicalContact !== true || is === undefined) return;
    const { technical } = was.contacts;
    if (technical === is.contacts.technical) return;
    const hint = idOf(heldServiceKey(technical, was.serviceId));
    this.#replaced.set(hint, { by: invocation, revision: is.revisions.technical });
  }

  /** A hint may remain only if a fault hit the function that deletes it. */
  checkWhenIdle(mirror: TableMirror): void {
    for (const item of mirror.withPrefix('CONTACT#')) {
      const replaced = this.#replaced.get(idOf(item));
      if (replaced === undefined || !(Number(item['revision']) < replaced.revision)) continue;
      const { label, faults, state } = replaced.by;
      const isExcused = faults.length > 0 || state === 'killed';
      mustHold(8, isExcused, () => `${label} left a hint behind: ${JSON.stringify(item)}`);
    }
  }
}
