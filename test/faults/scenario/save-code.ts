import type { ConsentCode } from '../../../shared/domain/consent-code.ts';
import type { ConsentCodeStore } from '../../../shared/store/consent-codes.ts';

/** Saves a code whatever else is saved at the same time. */
export async function saveCode(
  codes: Pick<ConsentCodeStore, 'liveOf' | 'save'>,
  code: ConsentCode,
): Promise<void> {
  while (!(await codes.save(code, await codes.liveOf(code.nic))));
}
