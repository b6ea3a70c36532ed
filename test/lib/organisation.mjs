/* organisation: what most tests of the API begin with: a server, ada who administers it, bea who advises, and
 * conversations of new persons. */
import { letter } from './mail-link.mjs';
import { startServer } from './server.mjs';

/** {server, ada, bea, matter}. about: the first word of subjects, so that tests of one server are told apart. */
export async function startOrganisation(about) {
    const server = await startServer({ staff: { ada: 'administrator', bea: 'adviser' } });
    const [ada, bea] = [server.client('ada'), server.client('bea')];
    let number = 0;
    return { server, ada, bea, matter };

    /** The conversation of a new person's mail, with from and its Message-ID, mail. name '' leaves the address alone; the rest
     * is for letter(). */
    async function matter({ name, ...options } = {}) {
        number += 1;
        const address = `c${number}@example.org`;
        const from = name === '' ? address : `${name ?? `Camille ${number}`} <${address}>`;
        const mail = `m${number}@example.org`;
        await server.deliver(letter({ from, to: 'contact@desk.example', subject: `${about} ${number}`, id: mail, ...options }));
        return { ...(await ada.get('/api/conversations?limit=1')).body.items[0], from, mail };
    }
}
