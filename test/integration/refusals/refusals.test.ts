import { beforeAll, describe, expect, it } from 'vitest';
import { BadRequestCode, RefusalCode } from '../../../shared/domain/codes.ts';
import { ProblemAnswer } from '../../../shared/http/contract/problem-answer.ts';
import { ApiInMemory } from '../../support/api-in-memory.ts';
import { ofForm } from './of-form.ts';
import { ofRight } from './of-right.ts';
import { ofRule } from './of-rule.ts';
import { makeWorld, world } from './refusing-world.ts';

const all = [...ofForm, ...ofRight, ...ofRule];

beforeAll(makeWorld);

describe('A refusal', () => {
  it.each(all)('%s at %o says: %s', async (code, place, detail, who, operation, request) => {
    const { statusCode, body = '' } = await new ApiInMemory(world).call(operation, who, request());
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(ProblemAnswer.parse(JSON.parse(body)).errors).toContainEqual(
      expect.objectContaining({ code, detail, ...place }),
    );
  });

  it('of each kind is among these', () => {
    const codes = [...RefusalCode.options, ...BadRequestCode.options];
    expect(new Set(all.map(([code]) => code))).toEqual(new Set(codes));
  });
});
