/* Text in which the server marked the words that were found, between U+E000 and U+E001. */
import { Fragment } from 'react';

export function Excerpt({ text }: { text: string }) {
  return (
    <>
      {text.split('\ue000').map((piece, index) => {
        const [found, rest] = index === 0 ? ['', piece] : splitOnce(piece);
        return (
          <Fragment key={index}>
            {found && <mark>{found}</mark>}
            {rest.replaceAll('\ue001', '')}
          </Fragment>
        );
      })}
    </>
  );
}

function splitOnce(piece: string): [string, string] {
  const end = piece.indexOf('\ue001');
  return end < 0 ? ['', piece] : [piece.slice(0, end), piece.slice(end + 1)];
}
