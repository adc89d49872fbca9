/** What a text in another encoding than UTF-8 begins with, as PowerShell writes it. */
const MARKS = [
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
];

/** Returns the text of a file by the byte order mark that it begins with, and without that; of one without a mark as UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  const found = MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  return new TextDecoder(found?.encoding ?? 'utf-8').decode(bytes);
}
