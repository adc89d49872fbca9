/** Tells which texts a pattern fits as a whole. */
export interface Glob {
  test(text: string): boolean;
}

/**
 * Returns a pattern in which `*` stands for any text and `?` for any character. Each part between two `*` is looked for once, from left
 * to right, so that no pattern takes long.
 */
export function globPattern(glob: string): Glob {
  const [first = [], ...others] = glob.split('*').map((part) => [...part]);
  const last = others.pop();
  return {
    test(text) {
      const characters = [...text];
      if (!fitsAt(characters, 0, first)) {
        return false;
      }
      if (last === undefined) {
        return characters.length === first.length;
      }
      let position = first.length;
      for (const part of others) {
        while (!fitsAt(characters, position, part)) {
          if (position + part.length > characters.length) {
            return false;
          }
          position += 1;
        }
        position += part.length;
      }
      const end = characters.length - last.length;
      return end >= position && fitsAt(characters, end, last);
    },
  };
}

function fitsAt(characters: readonly string[], position: number, part: readonly string[]): boolean {
  return (
    position + part.length <= characters.length &&
    part.every((wanted, index) => wanted === '?' || wanted === characters[position + index])
  );
}
