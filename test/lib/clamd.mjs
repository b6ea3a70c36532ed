/* clamd: the real ClamAV daemon with one signature of our own, so that nothing is fetched.
 *
 *   const clamd = await startClamd();       // clamd.socket for --clamd
 *   await clamd.stop();
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { connect } from 'node:net';
import { dropFolder, newFolder, start, tail, until } from './scratch.mjs';

/** The test file that every scanner knows (eicar.org), in two halves so that this file is none. */
export const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}' + '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

const answers = (socket) =>
    new Promise((resolve) => {
        const link = connect(socket, () => link.write('zPING\0'));
        link.on('data', () => (resolve(true), link.destroy()));
        link.on('error', () => resolve(false));
        link.on('close', () => resolve(false));
    });

/** folder: of a daemon that was stopped, to begin again on the same socket. */
export async function startClamd(folder = newFolder('clamd')) {
    const socket = path.join(folder, 'clamd.sock');
    const signatures = path.join(folder, 'db');
    const log = path.join(folder, 'clamd.log');
    const config = path.join(folder, 'clamd.conf');
    mkdirSync(signatures, { recursive: true });
    writeFileSync(path.join(signatures, 'test.hdb'), `${createHash('md5').update(eicar).digest('hex')}:${eicar.length}:Test.Eicar\n`);
    writeFileSync(config, `Foreground yes\nDatabaseDirectory ${signatures}\nTemporaryDirectory ${folder}\nLocalSocket ${socket}\nFixStaleSocket yes\nSelfCheck 0\n`);
    const process = start(['/usr/sbin/clamd', '-c', config], { log });
    let ended = null;
    process.ended.then((status) => (ended = status));
    await until('clamd to answer', async () => {
        if (ended !== null) throw new Error(`clamd ended (${ended}):\n${tail(log)}`);
        return answers(socket);
    });
    return {
        socket,
        folder,
        async stop({ keep = false } = {}) {
            process.kill('SIGTERM');
            await process.ended;
            if (!keep) dropFolder(folder);
        },
    };
}
