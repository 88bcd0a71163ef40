// Cuts the text of a post without taking a link or a character apart.
import type { TextPiece } from '../../../ipc';

export function lengthOf(pieces: TextPiece[]): number {
  return pieces.reduce((sum, { text }) => sum + text.length, 0);
}

/** The pieces up to about so many characters. */
export function cut(pieces: TextPiece[], most: number): TextPiece[] {
  const kept: TextPiece[] = [];
  let room = most;
  for (const piece of pieces) {
    if (room <= 0) break;
    const fits = piece.text.length <= room || piece.link !== null;
    kept.push(fits ? piece : { ...piece, text: beginning(piece.text, room) });
    room -= piece.text.length;
  }
  return kept;
}

function beginning(text: string, length: number): string {
  const isHalf = /[\uD800-\uDBFF]/.test(text.charAt(length - 1));
  return text.slice(0, isHalf ? length - 1 : length);
}
