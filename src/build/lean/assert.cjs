/** Stands in for `node:assert`, of which undici calls only the function itself. */
module.exports = function assert(value, message) {
  if (!value) {
    throw message instanceof Error ? message : new Error(message ?? 'assertion failed');
  }
};
