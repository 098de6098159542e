import { Button, Card, Checkbox, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Role, roles } from '../../../../shared/domain/roles.ts';
import { readNic } from '../../../lib/values/ids.ts';
import { useApi } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { meQuery } from '../../api/queries.ts';
import { paths } from '../../app/paths.ts';
import { FieldProblem } from '../../components/field-problem.tsx';
import { NicInput } from '../../components/nic-input.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { WhenField } from '../../components/when-field.tsx';
import { emptyDraft, type Draft } from './draft.ts';
import { GroupsField } from './groups-field.tsx';
import { Preview } from './preview.tsx';
import { useReassignmentRequest } from './use-reassignment-request.ts';
import classes from './form.module.css';

/** The parts of the body that have a field. */
const fields = new Set(['/from', '/to', '/roles', '/groupIds', '/runAt', '/reason', '/consentCode']);

/** Replaces a person everywhere. What it would do is shown as one types. */
export function Component() {
  const { t } = useTranslation();
  const id = useId();
  const { data: me } = useQuery(meQuery(useApi()));
  const [search] = useSearchParams();
  const [draft, setDraft] = useState<Draft>(() => ({ ...emptyDraft, from: search.get('from') ?? '' }));
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const { isComplete, isChecking, preview, send } = useReassignmentRequest(draft);
  const failure = send.error ?? preview?.error ?? null;
  const entries = failure === null ? [] : problemOf(failure).errors;
  const at = (pointer: string): ReactNode => {
    const entry = entries.find((one) => one.pointer === pointer);
    return entry === undefined ? undefined : <FieldProblem entry={entry} />;
  };
  const to = readNic(draft.to);
  const asksOther = to.ok && to.value !== me?.nic;

  return (
    <Page
      title={t('replace.title')}
      back={{ to: paths.reassignments, label: t('replace.list') }}
      subtitle={t('replace.subtitle')}
    >
      <div className={classes['columns']}>
        <form
          id={id}
          noValidate
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault();
            send.mutate(undefined);
          }}
        >
          <Card>
            <Stack>
              <Title order={2}>{t('replace.who')}</Title>
              <NicInput
                label={t('replace.from')}
                description={t('replace.fromHint')}
                value={draft.from}
                onChange={(from) => change({ from, groupIds: [] })}
                problem={at('/from')}
              />
              <NicInput
                label={t('replace.to')}
                description={t('replace.toHint')}
                value={draft.to}
                onChange={(value) => change({ to: value })}
                problem={at('/to')}
              />
              <Checkbox.Group
                label={t('replace.roles')}
                value={[...draft.roles]}
                onChange={(chosen) => change({ roles: Role.options.filter((role) => chosen.includes(role)) })}
                error={draft.roles.length === 0 ? t('inbox.codes.needRole') : at('/roles')}
              >
                <Stack gap="sm" mt={6}>
                  {roles.map((role) => (
                    <Checkbox
                      key={role}
                      value={role}
                      label={t(`words.role.${role}`)}
                      description={t(`words.roleDetail.${role}`)}
                    />
                  ))}
                </Stack>
              </Checkbox.Group>
            </Stack>
          </Card>
          <Card>
            <Stack>
              <GroupsField
                draft={draft}
                onWhere={(where) => change({ where })}
                onGroups={(groupIds) => change({ groupIds })}
                everywhere={t(me?.isOperator === true ? 'replace.everyGroup' : 'replace.everyGroupSeen')}
                problem={at('/groupIds')}
              />
              <WhenField
                value={draft.time}
                onChange={(time) => change({ time })}
                now={t('replace.now')}
                problem={at('/runAt')}
              />
              <Textarea
                label={t('request.reason')}
                description={t('replace.reasonHint')}
                autosize
                minRows={2}
                maxLength={500}
                value={draft.reason}
                onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
                error={at('/reason')}
              />
              {asksOther && (
                <TextInput
                  label={t('request.codeOf', { nic: to.value })}
                  description={t('replace.codeHint')}
                  autoComplete="off"
                  spellCheck={false}
                  maxLength={100}
                  value={draft.code}
                  onChange={({ currentTarget }) => change({ code: currentTarget.value })}
                  error={at('/consentCode')}
                />
              )}
            </Stack>
          </Card>
        </form>
        <Card component="section" aria-busy={isChecking}>
          <Stack>
            <Title order={2}>{t('request.summary')}</Title>
            {isComplete ? (
              <Preview
                preview={failure === null ? preview : undefined}
                isChecking={isChecking}
                problems={entries.length}
              >
                {failure !== null &&
                  (entries.length === 0 || !entries.every(({ pointer = '' }) => fields.has(pointer))) && (
                    <ProblemNotice error={failure} />
                  )}
                <Group>
                  <Button type="submit" form={id} loading={send.isPending}>
                    {t('replace.submit')}
                  </Button>
                  <Button component={Link} to={paths.reassignments} variant="default">
                    {t('request.cancel')}
                  </Button>
                </Group>
              </Preview>
            ) : (
              <Text c="dimmed">{t('replace.nothingYet')}</Text>
            )}
          </Stack>
        </Card>
      </div>
    </Page>
  );
}
