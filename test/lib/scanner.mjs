/* scanner: a scripted ClamAV daemon, for what a real one does at no chosen moment.
 *
 *   const scanner = await openScanner();      // scanner.socket for --clamd
 *   scanner.answer = (bytes) => 'OK';         // or 'Some-Virus FOUND', or null: it says nothing yet
 *   await scanner.close();
 */
import { createServer } from 'node:net';
import path from 'node:path';
import { dropFolder, newFolder } from './scratch.mjs';

/** What an INSTREAM sent so far, without the lengths; null while its end has not come. */
function streamOf(bytes) {
    const parts = [];
    for (let at = bytes.indexOf(0) + 1; at + 4 <= bytes.length; ) {
        const length = bytes.readUInt32BE(at);
        if (length === 0) return Buffer.concat(parts);
        parts.push(bytes.subarray(at + 4, at + 4 + length));
        at += 4 + length;
    }
    return null;
}

export async function openScanner() {
    const folder = newFolder('scanner');
    const links = new Set();
    const scanner = {
        socket: path.join(folder, 'clamd.sock'),
        seen: [], // what was shown to it, as text
        answer: () => 'OK',
        async close() {
            for (const link of links) link.destroy();
            await new Promise((done) => server.close(done));
            dropFolder(folder);
        },
    };
    const server = createServer((link) => {
        let bytes = Buffer.alloc(0);
        links.add(link);
        link.on('close', () => links.delete(link));
        link.on('error', () => link.destroy());
        link.on('data', (more) => {
            bytes = Buffer.concat([bytes, more]);
            if (bytes.toString('latin1').startsWith('zPING\0')) return link.end('PONG\0');
            const stream = streamOf(bytes);
            if (!stream) return undefined;
            scanner.seen.push(stream.toString('latin1'));
            const said = scanner.answer(stream);
            return said === null ? link.destroy() : link.end(`stream: ${said}\0`);
        });
    });
    await new Promise((done) => server.listen(scanner.socket, done));
    return scanner;
}
