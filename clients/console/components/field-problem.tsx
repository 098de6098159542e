import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ProblemEntry } from '../../lib/api/errors.ts';
import { shownCode } from '../api/problem.ts';
import { paths } from '../app/paths.ts';
import classes from './field-problem.module.css';

/** A rule that a field fails: what is wrong, and what would be right. */
export function FieldProblem({ entry: { code, changeId } }: { readonly entry: ProblemEntry }) {
  const { t } = useTranslation();
  const shown = shownCode(code);
  return (
    <span className={classes['problem']}>
      <strong>{t(`codes.problem.${shown}.title`)}</strong>
      {'. '}
      {t(`codes.problem.${shown}.advice`)}
      {changeId !== undefined && (
        <>
          {' '}
          <Anchor component={Link} to={paths.change(changeId)} size="sm" inherit>
            {t('codes.openRequest')}
          </Anchor>
        </>
      )}
    </span>
  );
}
