/** Stands in for `node:http`, of which undici's client uses one number, the default of Node.js, and one class to compare with. */
module.exports = { maxHeaderSize: 16_384, IncomingMessage: class {} };
