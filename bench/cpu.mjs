/* Processor time of a server: its own, and that of the readers it started, gone or there. */
import { readFileSync, readdirSync } from 'node:fs';

/** What the kernel says of a process after its name, from its state on; null when it has just ended. */
function fieldsOf(pid) {
    try {
        return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    } catch {
        return null;
    }
}

/** Seconds. */
export function cpuOf(server) {
    const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => [pid, fieldsOf(pid)]);
    return processes.filter(([pid, fields]) => fields && (Number(pid) === server || Number(fields[1]) === server))
        .flatMap(([pid, fields]) => fields.slice(11, Number(pid) === server ? 15 : 13).map(Number))
        .reduce((sum, ticks) => sum + ticks / 100, 0);
}
