// Made by npm run build from src/statuscake/schemas.ts.
import type { ResponseCheck } from '../response-check.ts';

export declare const created: ResponseCheck;
export declare const problem: ResponseCheck;
export declare const locations: ResponseCheck;
export declare const uptimeList: ResponseCheck;
export declare const uptimeDetails: ResponseCheck;
export declare const heartbeatList: ResponseCheck;
export declare const heartbeatDetails: ResponseCheck;
export declare const sslList: ResponseCheck;
export declare const sslDetails: ResponseCheck;
export declare const pagespeedList: ResponseCheck;
export declare const pagespeedDetails: ResponseCheck;
export declare const contactGroupList: ResponseCheck;
export declare const contactGroupDetails: ResponseCheck;
export declare const maintenanceWindowList: ResponseCheck;
export declare const maintenanceWindowDetails: ResponseCheck;
export declare const uptimePeriods: ResponseCheck;
export declare const uptimeAlerts: ResponseCheck;
export declare const uptimeHistory: ResponseCheck;
