// Made by npm run build from src/statuscake/schemas.ts.
import type { AnswerCheck } from '../answer-check.ts';

export declare const created: AnswerCheck;
export declare const problem: AnswerCheck;
export declare const locations: AnswerCheck;
export declare const uptimeList: AnswerCheck;
export declare const uptimeDetails: AnswerCheck;
export declare const heartbeatList: AnswerCheck;
export declare const heartbeatDetails: AnswerCheck;
export declare const sslList: AnswerCheck;
export declare const sslDetails: AnswerCheck;
export declare const pagespeedList: AnswerCheck;
export declare const pagespeedDetails: AnswerCheck;
export declare const contactGroupList: AnswerCheck;
export declare const contactGroupDetails: AnswerCheck;
export declare const maintenanceWindowList: AnswerCheck;
export declare const maintenanceWindowDetails: AnswerCheck;
export declare const uptimePeriods: AnswerCheck;
export declare const uptimeAlerts: AnswerCheck;
export declare const uptimeHistory: AnswerCheck;
