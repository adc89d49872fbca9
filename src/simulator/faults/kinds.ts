/**
 * What can go wrong between a client and the API. "Write" stands for whatever the request asks for: a read that
 * fails before or after it differs in nothing that a client sees.
 */
export type FaultKind =
  /** 429 with `x-ratelimit-reset`, without any write. */
  | 'rate limit'
  /** 500, 502, 503 or 504 with a body of HTML or JSON, without any write. */
  | 'error before write'
  /** The same, though the write took place. */
  | 'error after write'
  /** The connection is reset, without any write. */
  | 'reset before write'
  /** The same, though the write took place. */
  | 'reset after write'
  /** Half a body, though the write took place. Only of GET and POST: others are answered without a body. */
  | 'truncated body'
  /** 200 with a page of HTML, as a portal answers in place of the API: without any write. */
  | 'HTML page'
  /** The write takes place at once, the response comes too late. */
  | 'delay'
  /** Only of POST: 504, and what was asked for is created only later. */
  | 'late creation after error'
  /** The same with a connection that is reset. */
  | 'late creation after reset'
  /** The same with a response that comes too late, and is a 504 then. */
  | 'late creation after timeout'
  /** Only of POST: reads do not show for a while what it has created. */
  | 'delayed visibility'
  /**
   * Only of a page of a list after the first: something new of somebody else's stands before all others, so that a row
   * of the page before comes again and `total_count` grows. It is gone after this response.
   */
  | 'row repeated'
  /**
   * Only of the first page of a list: something of somebody else's stands before all others and is gone for the next
   * page, so that a row between the two shows on neither. Only `total_count` tells.
   */
  | 'row skipped'
  /**
   * Only of the first page of a list that has others: the same, and something else of somebody else's is new at the end
   * of the list, so that not even `total_count` tells. That one stays there until the fault happens again.
   */
  | 'rows shifted'
  /** Only of a page of a list that has rows: it lacks one, while `metadata` counts all. */
  | 'row missing'
  /** Only of a page of a list that has rows: it has none, while `metadata` counts all. */
  | 'empty page'
  /**
   * Only of the details of a test, a contact group or a maintenance window: somebody has deleted it since it was listed.
   * It is really gone, so that a client that wants it has to create it again.
   */
  | 'vanishing test';
