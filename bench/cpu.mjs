/* Processor time of a program: its own, and that of all it started, gone or there (readers of mail, backends of a database). */
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
export function cpuOf(program) {
    const there = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => [Number(pid), fieldsOf(pid)]).filter(([, fields]) => fields));
    const belongs = (pid) => pid === program || (there.has(pid) && belongs(Number(there.get(pid)[1])));
    return [...there].filter(([pid]) => belongs(pid)).flatMap(([, fields]) => fields.slice(11, 15).map(Number)).reduce((sum, ticks) => sum + ticks / 100, 0);
}
