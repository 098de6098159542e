import { useSyncExternalStore } from 'react';

const periodMilliseconds = 10_000;

/** The time, in milliseconds since the epoch. The component renders again as it passes. */
export const useNow = (): number => useSyncExternalStore(subscribe, now);

/** The same for everybody until the next period, so that nothing renders for less. */
const now = (): number => Math.floor(Date.now() / periodMilliseconds) * periodMilliseconds;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, periodMilliseconds);
  return () => clearInterval(timer);
}
