import { Button, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconListSearch, IconPhoneOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles } from '../../../../shared/domain/roles.ts';
import type { GroupAnswer } from '../../../../shared/http/contract/shapes.ts';
import type { ServiceFilter } from '../../api/service-pages.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { formatCount } from '../../values/times.ts';
import { currentLanguage } from '../../texts/language.ts';
import { GroupRow } from './group-row.tsx';
import { EmptyRow, ServiceRow } from './service-row.tsx';
import { useRows } from './use-rows.ts';
import classes from './table.module.css';

/** In rem, of a row whose contacts take one line each: what the table's length is reckoned by until rows are seen. */
const rowHeights = { wide: 3.75, medium: 7.35, narrow: 9.7 } as const;
const widths = { wide: '(min-width: 62em)', medium: '(min-width: 40em)' } as const;

export interface ContactTableProps {
  readonly group: GroupAnswer;
  readonly filter: ServiceFilter;
  /** Whether a change propagates, so that rows change by themselves. */
  readonly isMoving: boolean;
  readonly onClear: () => void;
}

/** The guide's table: the group with its three contacts, then each of its services with theirs. */
export function ContactTable({ group, filter, isMoving, onClear }: ContactTableProps) {
  const { t } = useTranslation();
  const isWide = useMediaQuery(widths.wide, matchMedia(widths.wide).matches);
  const isMedium = useMediaQuery(widths.medium, matchMedia(widths.medium).matches);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const height = rem * rowHeights[isWide ? 'wide' : isMedium ? 'medium' : 'narrow'];
  const [list, setList] = useState<HTMLElement | null>(null);
  const rows = useRows({ group, filter, rowHeight: height, isMoving, list });
  const isFiltered = Object.keys(filter).length > 0;
  const mayChange = group.yourRoles.includes('administration');

  return (
    <>
      <div
        role="table"
        aria-label={t('group.table')}
        aria-rowcount={isFiltered ? -1 : group.serviceCount + 2}
        className={classes['table']}
      >
        <div role="rowgroup" className={classes['head']}>
          <div role="row" aria-rowindex={1} className={classes['row']}>
            <span role="columnheader">{t('group.columns.member')}</span>
            {roles.map((role) => (
              <span key={role} role="columnheader" title={t(`words.roleDetail.${role}`)}>
                {t(`words.role.${role}`)}
              </span>
            ))}
            <span role="columnheader" className={classes['last']}>
              {t('group.columns.sync')}
            </span>
          </div>
        </div>
        <div role="rowgroup">
          <GroupRow group={group} mayChange={mayChange} />
        </div>
        <div
          role="rowgroup"
          ref={setList}
          className={classes['body']}
          style={{ height: rows.totalHeight }}
          aria-busy={rows.isPending}
        >
          {rows.visible.map(({ index, top, service }) => (
            <div
              key={index}
              ref={rows.measure}
              data-index={index}
              role="row"
              aria-rowindex={index + 3}
              className={`${classes['row'] ?? ''} ${classes['service'] ?? ''}`}
              style={{ minHeight: height, transform: `translateY(${top - rows.margin}px)` }}
            >
              {service === undefined ? (
                <EmptyRow />
              ) : (
                <ServiceRow service={service} group={group} mayChange={mayChange} />
              )}
            </div>
          ))}
        </div>
      </div>
      {rows.error !== null && <ProblemNotice error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.isEmpty &&
        (isFiltered ? (
          <EmptyState title={t('group.noMatch')} icon={IconListSearch}>
            <Text>{t('group.noMatchDetail')}</Text>
            <Button variant="default" onClick={onClear}>
              {t('group.filter.clear')}
            </Button>
          </EmptyState>
        ) : (
          <EmptyState title={t('group.empty')} icon={IconPhoneOff}>
            <Text>{t('group.emptyDetail')}</Text>
          </EmptyState>
        ))}
      {rows.isAtEnd && rows.rowCount > 0 && (
        <Text ta="center" c="dimmed" size="sm" mt="md">
          {t('group.end', {
            count: rows.rowCount,
            shown: formatCount(rows.rowCount, currentLanguage()),
          })}
        </Text>
      )}
    </>
  );
}
