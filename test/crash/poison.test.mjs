/* A job at which the whole program dies, each time: it is set aside for a person, and what was asked beside it is done. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeSql } from '../lib/database.mjs';
import { letter } from '../lib/mail-link.mjs';
import { tail, until } from '../lib/scratch.mjs';
import { lien, startServer } from '../lib/server.mjs';
import { openSink } from '../lib/smtp-sink.mjs';

const DEATHS = 5; /* JOB_DEATHS of job/job.h */
const POISON = 'poison@example.org';

test('an answer at which the program dies each time is set aside, the others leave', async () => {
    let server;
    let deaths = 0;
    let begun = Promise.resolve(); /* the test waits for each beginning */
    const sink = await openSink({
        recipient: (address) => {
            if (address !== POISON) return true;
            deaths += 1;
            const { process } = server;
            begun.then(() => process.kill('SIGKILL'));
            return false;
        },
    });
    server = await startServer({ staff: { ada: 'administrator' }, smtp: sink.url, options: ['--mail-address', 'contact@desk.example'] });
    const ada = server.client('ada');
    const others = ['un', 'deux', 'trois', 'quatre'].map((name) => `${name}@example.org`);
    await server.deliver(...[...others, POISON].map((from) => letter({ from, to: 'contact@desk.example', subject: 'Question' })));
    const matters = await ada.all('/api/conversations', 200);
    const reply = (address) => ada.post(`/api/conversations/${matters.find(({ person }) => person.address === address).id}/messages`, { kind: 'reply', text: 'Voici.' })
        .then(({ status }) => status === 201, () => false); /* it may die before it answers */

    const asked = new Set();
    await reply(POISON);
    for (let death = 1; death <= DEATHS; death++) {
        await Promise.race([server.process.ended, until(`death ${death}`, () => deaths >= death, 60).catch((error) => {
            throw new Error(`${error.message}\n${tail(server.log)}`);
        })]);
        await server.process.ended;
        assert.equal(deaths, death);
        /* The lease of who is gone would last for minutes. */
        writeSql(server.data, 'UPDATE job SET due_at = 1 WHERE state = 2');
        begun = server.begin();
        await begun;
        const beside = others[death - 1];
        if (beside && await reply(beside)) asked.add(beside);
    }
    const parked = await until('it to be set aside', async () => (await ada.get('/health')).body.parked_jobs, 60);
    assert.equal(parked, 1);
    for (const address of others) {
        if (!asked.has(address)) assert.ok(await reply(address));
        await until(`the answer to ${address} to leave`, () => {
            writeSql(server.data, 'UPDATE job SET due_at = 1 WHERE state = 1');
            return sink.mails.some(({ to }) => to.includes(address));
        }, 60);
    }
    assert.equal(deaths, DEATHS);
    assert.equal(sink.mails.filter(({ to }) => to.includes(POISON)).length, 0);
    for (const line of (await lien(['check', '--data', server.data])).trim().split('\n')) assert.match(line, /^ok /);
    await server.stop();
    await sink.close();
});
