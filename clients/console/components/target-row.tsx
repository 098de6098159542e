import { Anchor, Badge, Group, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconHourglass,
  IconInfoCircle,
  IconPlayerSkipForward,
  IconProgress,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TargetState } from '../../../shared/domain/reassignment-target.ts';
import type { OutcomeAnswer, PreviewItem } from '../../../shared/http/contract/reassignment-shapes.ts';
import type { ProblemEntry } from '../../lib/api/errors.ts';
import { shownCode } from '../api/problem.ts';
import { paths } from '../app/paths.ts';
import { formatServiceId } from '../../lib/values/phone-numbers.ts';
import { RoleBadges } from './role-badges.tsx';
import classes from './target-row.module.css';

/** Colours of Mantine, and a symbol: nothing is told by colour alone. */
const looks = {
  pending: ['gray', IconHourglass],
  propagating: ['sea', IconProgress],
  completed: ['leaf', IconCircleCheck],
  failed: ['red', IconAlertTriangle],
  skipped: ['honey', IconPlayerSkipForward],
} as const satisfies Record<TargetState, readonly [color: string, icon: Icon]>;

/** A group has one target, and each of its services may have one. */
export const targetKey = ({ groupId, serviceId }: OutcomeAnswer): string => [groupId, serviceId].join();

/** A list of targets. */
export const Targets = ({ children, label }: { readonly children: ReactNode; readonly label: string }) => (
  <ul className={classes['list']} aria-label={label}>
    {children}
  </ul>
);

/** The group or the single service, its roles, and what became of it or would become of it. */
function Target({
  target: { groupId, serviceId, roles },
  isSeen,
  badge,
  children,
}: {
  readonly target: OutcomeAnswer;
  /** Whether the person may open the group. */
  readonly isSeen: boolean;
  readonly badge: ReactNode;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <li className={classes['target']}>
      <div className={classes['what']}>
        {isSeen ? (
          <Link to={paths.group(groupId)} className="id">
            {groupId}
          </Link>
        ) : (
          <span className="id">{groupId}</span>
        )}
        {serviceId !== undefined && (
          <Text size="sm" c="dimmed">
            {t('history.oneService', { number: formatServiceId(serviceId) })}
          </Text>
        )}
      </div>
      <RoleBadges roles={roles} />
      {badge}
      {children}
    </li>
  );
}

/** What became of a target. */
export function OutcomeRow({ outcome }: { readonly outcome: OutcomeAnswer }) {
  const { t } = useTranslation();
  const { state, failure, changeId } = outcome;
  const [color, Symbol] = looks[state];
  return (
    <Target
      target={outcome}
      isSeen
      badge={
        <Badge color={color} size="lg" leftSection={<Symbol size={16} aria-hidden />}>
          {t(`words.targetState.${state}`)}
        </Badge>
      }
    >
      {(failure !== undefined || changeId !== undefined) && (
        <Group className={classes['why'] ?? ''} gap="xs">
          {failure !== undefined && <Text size="sm">{t(`codes.targetFailure.${failure.code}`)}</Text>}
          {changeId !== undefined && (
            <Anchor component={Link} to={paths.change(changeId)} size="sm">
              {t('reassignment.seeChange')}
            </Anchor>
          )}
        </Group>
      )}
    </Target>
  );
}

export interface PreviewRowProps {
  readonly item: PreviewItem;
  /** Whether the person may open the group. */
  readonly isSeen: boolean;
  /** Whether the person requests it, and is told so of its rights. */
  readonly isOwn: boolean;
}

/** What would become of a target, with every rule that it fails. */
export function PreviewRow({ item, isSeen, isOwn }: PreviewRowProps) {
  const { t } = useTranslation();
  const { state, errors, failure } = item;
  const isSkipped = state === 'skipped';
  return (
    <Target
      target={item}
      isSeen={isSeen}
      badge={
        <Badge
          color={isSkipped ? 'honey' : 'leaf'}
          size="lg"
          leftSection={
            isSkipped ? (
              <IconPlayerSkipForward size={16} aria-hidden />
            ) : (
              <IconCircleCheck size={16} aria-hidden />
            )
          }
        >
          {t(isSkipped ? 'replace.wouldSkip' : 'replace.wouldChange')}
        </Badge>
      }
    >
      {isSkipped && (
        <ul className={classes['why']}>
          {errors.map(({ code, pointer, changeId }, index) => (
            <li key={index}>
              <IconInfoCircle size={16} aria-hidden />
              <span>
                <Reason code={code} pointer={pointer} isOwn={isOwn} />{' '}
                {changeId !== undefined && (
                  <Anchor component={Link} to={paths.change(changeId)} inherit>
                    {t('codes.openRequest')}
                  </Anchor>
                )}
              </span>
            </li>
          ))}
          {errors.length === 0 && failure !== undefined && (
            <li>
              <IconInfoCircle size={16} aria-hidden />
              {t(`codes.targetFailure.${failure.code}`)}
            </li>
          )}
        </ul>
      )}
    </Target>
  );
}

const preciseCodes = [
  'not-administration-contact',
  'change-pending',
  'recipient-unknown',
  'recipient-closed',
  'recipient-not-validated',
  'recipient-in-debt',
  'nothing-to-change',
  'not-found',
] as const;

/** Why a target would stay as it is, and the role that it is about. */
function Reason({
  code,
  pointer,
  isOwn,
}: Pick<ProblemEntry, 'code' | 'pointer'> & Pick<PreviewRowProps, 'isOwn'>) {
  const { t } = useTranslation();
  const role = (['administration', 'technical', 'billing'] as const).find(
    (one) => pointer === `/contacts/${one}`,
  );
  if (isOwn && code === 'not-administration-contact') return t('replace.notYours');
  const precise = preciseCodes.find((one) => one === code);
  const text =
    precise === undefined ? t(`codes.problem.${shownCode(code)}.title`) : t(`codes.targetFailure.${precise}`);
  return role === undefined ? text : t('replace.roleReason', { role: t(`words.role.${role}`), reason: text });
}
