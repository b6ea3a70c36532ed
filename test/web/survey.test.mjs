/* The loop, whole: an adviser closes, the person says how it went on a page without JavaScript, the unhappy one
 * is called back, and the figure shows it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { until } from '../lib/scratch.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';

let desk;
before(async () => {
    desk = await openDesk({ staff: { ada: 'supervisor', bea: 'adviser' } });
});
after(() => desk.close());

test('an unhappy answer is heard, called back, closed and counted', async () => {
    await desk.server.deliver(letter({ from: 'Jeanne Morel <jeanne@example.org>', to: 'contact@desk.example', subject: 'Une absence' }));
    const bea = await desk.signedIn('bea');
    await bea.getByRole('link', { name: /Une absence/ }).click();
    await bea.getByRole('textbox', { name: /^Votre réponse/ }).fill('C’est noté.');
    await bea.getByRole('button', { name: 'Envoyer et clore' }).click();
    await bea.getByRole('button', { name: 'Statut : Close' }).waitFor();

    const ada = await desk.signedIn('ada', { at: '/loops' });
    await ada.getByText('Aucun rappel à faire').waitFor();

    const survey = await until('the survey mail', async () => {
        const { body } = await desk.server.client('ada').get('/api/outbox');
        return body.items.map((one) => /\/s\/[\w-]+/.exec(one.message.text)?.[0]).find(Boolean);
    });
    /* Colleagues read one line of it, and where its links stand; the links themselves are in the outbox, for who has
     * no mail server yet. */
    const asked = bea.getByRole('button', { name: /^Question posée automatiquement/ });
    assert.equal(await asked.getAttribute('aria-expanded'), 'false');
    const place = bea.getByText('[lien vers le questionnaire');
    assert.equal(await place.count(), 0);
    await asked.press('Enter');
    await place.first().waitFor();
    assert.equal(await asked.getAttribute('aria-expanded'), 'true');
    assert.equal(await bea.getByText(survey).count(), 0);
    await asked.press('Space');
    await place.first().waitFor({ state: 'detached' });
    await ada.goto('/outbox');
    await ada.getByRole('link', { name: survey }).first().waitFor();
    await auditPage(ada, 'the outbox');
    await ada.goto('/loops');

    const context = await desk.browser.newContext({ baseURL: desk.server.url, locale: 'fr-FR', javaScriptEnabled: false });
    const person = await desk.tab(context);
    await person.goto(`${survey}?score=2`);
    assert.ok(await person.getByRole('radio', { checked: true }).isVisible());
    await person.getByRole('textbox').fill('Personne ne m’a rappelée.');
    await person.getByRole('button').click();
    await person.getByText(/merci/i).first().waitFor();
    await context.close();

    /* The page that was open shows it by itself. */
    const card = ada.getByRole('listitem').filter({ hasText: 'Personne ne m’a rappelée.' });
    await card.getByRole('button', { name: 'Je m’en charge' }).click();
    await card.getByText('Vous vous en chargez').waitFor();
    await card.getByRole('button', { name: 'Terminer…' }).click();
    await ada.getByRole('radio', { name: 'La personne est satisfaite' }).check();
    await ada.getByLabel('Note', { exact: true }).fill('Rappelée, tout est réglé.');
    await auditPage(ada, 'ending a call-back');
    await ada.getByRole('button', { name: 'Terminer le rappel' }).click();
    await ada.getByRole('dialog').waitFor({ state: 'detached' });
    await ada.getByText('Terminés').click();
    await ada.getByRole('listitem').filter({ hasText: 'Rappelée, tout est réglé.' }).getByText('La personne est satisfaite').waitFor();

    await ada.goto('/indicators');
    await ada.getByRole('region', { name: 'Satisfaction' }).getByText('0 sur 1').waitFor();
    await ada.goto('/surveys');
    await ada.getByRole('listitem').filter({ hasText: 'Personne ne m’a rappelée.' }).getByText('2 sur 5').waitFor();
    await bea.getByRole('article').filter({ hasText: 'Rappelée, tout est réglé.' }).waitFor();
    for (const page of [ada, bea]) await page.context().close();
});
