import { Loader } from '@mantine/core';
import { useIsFetching, useIsMutating } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './busy.module.css';

const afterMilliseconds = { busy: 1_000, slow: 6_000 } as const;

/** Says what takes longer than a second: the first read of something, or something that the person did. */
export function Busy() {
  const reads = useIsFetching({ predicate: ({ state }) => state.status === 'pending' });
  const isWorking = reads + useIsMutating() > 0;
  return (
    <div role="status" className={classes['place']}>
      {isWorking && <Note />}
    </div>
  );
}

function Note() {
  const { t } = useTranslation();
  const [shown, setShown] = useState<keyof typeof afterMilliseconds>();
  useEffect(() => {
    const timers = (['busy', 'slow'] as const).map((name) =>
      setTimeout(() => setShown(name), afterMilliseconds[name]),
    );
    return () => timers.forEach(clearTimeout);
  }, []);
  return shown === undefined ? null : (
    <span className={classes['note']}>
      <Loader size={16} color="white" aria-hidden />
      {t(shown === 'busy' ? 'shell.page.loading' : 'shell.page.slow')}
    </span>
  );
}
