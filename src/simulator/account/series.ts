/** What running tests leaves behind. */

/** One run of a test. Times are RFC 3339, `performance` is in milliseconds. */
export type HistoryResult = {
  readonly created_at: string;
  readonly location: string;
  readonly performance: number;
  readonly status_code: number;
};

/** A time during which a test stayed up or down. Without `ended_at` it lasts. `duration` is in milliseconds. */
export type Period = {
  readonly status: 'up' | 'down';
  readonly created_at: string;
  readonly ended_at?: string;
  readonly duration?: number;
};

/** An alert that was sent. */
export type Alert = {
  /** That of the test, by the API. */
  readonly id: string;
  readonly status: 'up' | 'down';
  readonly status_code: number;
  readonly triggered_at: string;
};

/** What the runs of an uptime test have left behind, in any order; what running tests adds, it adds at the end. */
export interface UptimeSeries {
  readonly history: HistoryResult[];
  readonly periods: Period[];
  readonly alerts: Alert[];
}

/** One run of a page speed test, by the names of the vendor's SDK: `filesize` in kB, `loadtime` in milliseconds. */
export type PagespeedResult = {
  readonly created_at: string;
  readonly filesize: number;
  readonly har_location: string;
  readonly loadtime: number;
  readonly requests: number;
  readonly throttling: 'NONE' | '3G_FAST' | '3G_SLOW' | '4G' | 'EDGE' | 'GPRS';
};
