import { Fragment, type ReactNode } from 'react';
import classes from './facts.module.css';

export interface FactsProps {
  /** A name and what it is. Those without are left out. */
  readonly of: readonly (readonly [name: string, value: ReactNode])[];
}

/** Names and what they are, in two columns. */
export const Facts = ({ of }: FactsProps) => (
  <dl className={classes['facts']}>
    {of.map(
      ([name, value]) =>
        value !== undefined && (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ),
    )}
  </dl>
);
