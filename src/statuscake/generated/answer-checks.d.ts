// Made by npm run build from src/statuscake/schemas.ts.
import type { AnswerCheck } from '../answer-check.ts';
import type { ResourceName } from '../resource.ts';

export declare const created: AnswerCheck;
export declare const problem: AnswerCheck;
export declare const locations: AnswerCheck;
export declare const lists: Record<ResourceName, AnswerCheck>;
export declare const details: Record<ResourceName, AnswerCheck>;
