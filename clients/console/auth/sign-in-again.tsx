import { lazy, Suspense, useSyncExternalStore } from 'react';
import { useSession } from './session-context.ts';

const Dialog = lazy(() => import('./sign-in-again-dialog.tsx'));

/** Asks the person to sign in again, in a window of its own, once the session has ended. */
export function SignInAgain() {
  const session = useSession();
  const isAsking = useSyncExternalStore(session.subscribe, session.isAsking);
  return (
    isAsking && (
      <Suspense>
        <Dialog />
      </Suspense>
    )
  );
}
