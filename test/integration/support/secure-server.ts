import { readFile, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { run } from './command.ts';
import { inTemporaryFolder } from './folders.ts';
import { listen } from './listen.ts';

export interface SecureServer {
  readonly port: number;
  /** The certificate, as PEM, of the authority that signed the server's. */
  readonly authority: string;
  close(): Promise<void>;
}

/** The names that the server can prove to have. */
const NAMES = ['localhost', 'api.statuscake.test'];
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Starts an HTTPS server on this machine whose certificate a private authority has signed. */
export async function startSecureServer(listener: RequestListener): Promise<SecureServer> {
  const { authority, ...identity } = await inTemporaryFolder(makeCertificates);
  const { port, close } = await listen(createServer(identity, listener));
  return { port, authority, close };
}

async function makeCertificates(folder: string) {
  await openssl(
    folder,
    'req',
    '-x509',
    ...KEY,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=Private CA',
  );
  await openssl(folder, 'req', ...KEY, '-keyout', 'key.pem', '-out', 'request.pem', '-subj', '/CN=localhost');
  await writeFile(join(folder, 'names'), `subjectAltName=${NAMES.map((name) => `DNS:${name}`).join()}`);
  const signer = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
  await openssl(folder, 'x509', '-req', '-in', 'request.pem', ...signer, '-out', 'certificate.pem');
  const read = (file: string) => readFile(join(folder, file), 'utf8');
  return { authority: await read('ca.pem'), key: await read('key.pem'), cert: await read('certificate.pem') };
}

async function openssl(folder: string, ...args: string[]): Promise<void> {
  const { exitCode, stderr } = await run('openssl', args, {
    environment: { PATH: process.env.PATH },
    folder,
  });
  if (exitCode !== 0) {
    throw new Error(`openssl ${args[0]} failed: ${stderr}`);
  }
}
