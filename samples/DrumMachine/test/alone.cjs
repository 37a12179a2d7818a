// node alone.cjs BROWSER PAGE SERVICE FOLDER: the page as static files, without a service: it makes sounds, those that the service makes of
// the same ids, asks nobody else, and goes on when its server is gone. Pictures of it in the folder.
const assert = require('assert');
const { readFileSync } = require('fs');
const { chromium } = require('playwright-core');
const serve = require('./serve.cjs');
const [browserPath, folder, service, pictures] = process.argv.slice(2);

// The same network in two runtimes: rounding differs, and the sampler carries it along. 16-bit files round by 2e-5 more.
const TOLERANCE = 1e-3;
const WAIT = { timeout: 300000 };

// The samples of a 16-bit WAV of two channels, one channel after the other.
function samplesOf(wav) {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.length);
  let at = 12;
  while (wav.toString('latin1', at, at + 4) !== 'data') at += 8 + view.getUint32(at + 4, true) + (view.getUint32(at + 4, true) & 1);
  const length = view.getUint32(at + 4, true) / 4;
  return Array.from({ length: 2 * length }, (_, i) => view.getInt16(at + 8 + 4 * (i % length) + (i < length ? 0 : 2), true) / 32768);
}

async function differenceFromService(id, samples) {
  const answer = await fetch(`${service}/drums/sound?id=${encodeURIComponent(id)}`);
  assert(answer.ok, `the service answered ${answer.status} to ${id}: ${answer.ok || await answer.text()}`);
  const expected = samplesOf(Buffer.from(await answer.arrayBuffer()));
  assert.strictEqual(samples.length, expected.length, id);
  assert(Math.max(...expected.map(Math.abs)) > 0.5, `${id} is loud`);
  return samples.reduce((most, sample, i) => Math.max(most, Math.abs(sample - expected[i])), 0);
}

const idle = page => page.waitForFunction(() => !document.body.hasAttribute('aria-busy'), null, WAIT);
const wave = page => page.evaluate(() => document.querySelector('#wave').toDataURL());

// Six sounds of the kit, one of them varied and one with sliders, and one of each other sampler.
const made = page => page.evaluate(async () => {
  const kit = machine.state.tracks.slice(0, 6).map(track => ({ id: track.id, ...machine.sounds.get(track) }));
  const others = [];
  for (const [sampler, schedule] of [['ddim', 'logistic'], ['dpmpp-2m', 'karras']]) {
    const id = kit[1].id.replace('sampler=v-adams', `sampler=${sampler}`).replace('schedule=logistic', `schedule=${schedule}`);
    others.push(await machine.source.make({ id }));
  }
  return [...kit, ...others].map(({ id, buffer }) => ({ id, samples: [0, 1].flatMap(channel => Array.from(buffer.getChannelData(channel))) }));
});

(async () => {
  const host = await serve(folder);
  const args = ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'];
  const browser = await chromium.launch({ executablePath: browserPath, args });
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, acceptDownloads: true });
  const faults = [], strangers = [];
  page.on('pageerror', error => faults.push(error.message));
  page.context().on('request', request => {
    if (!request.url().startsWith(host.address) && !/^(data|blob):/.test(request.url())) strangers.push(request.url());
  });

  await page.goto(host.address);
  await page.waitForSelector('body[data-ready]', WAIT);
  const blank = await page.evaluate(() => {
    const { width, height } = document.querySelector('#wave');
    return Object.assign(document.createElement('canvas'), { width, height }).toDataURL();
  });
  const first = await wave(page);
  assert.notStrictEqual(first, blank, 'the waveform shows');
  await page.click('#generate');
  await idle(page);
  assert.notStrictEqual(await wave(page), first, 'a new sound has another waveform');
  await page.click('#vary');
  await idle(page);
  await page.click('.track:nth-child(2) .name');
  await page.$eval('#sliders input', input => { input.value = 0.9; input.onchange(); });
  await idle(page);

  const sounds = await made(page);
  for (const part of ['class=kick', 'class=closed-hat', 'verb=interpolate', 'brightness=0.9', 'sampler=v-adams', 'sampler=dpmpp-2m', 'sampler=ddim'])
    assert(sounds.some(({ id }) => id.includes(part)), `a sound of ${part}`);
  let most = 0;
  for (const { id, samples } of sounds) most = Math.max(most, await differenceFromService(id, samples));
  assert(most <= TOLERANCE, `a sound differs from the service's by ${most}`);

  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#get-kit')]);
  const zip = readFileSync(await download.path()).toString('latin1');
  for (const name of ['.sfz', 'samples/kick.wav', 'LICENSE.txt', 'ids.json']) assert(zip.includes(name), `${name} is missing`);

  for (const [name, width, height] of [['alone-desk', 1280, 860], ['alone-phone', 390, 844]]) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
  }

  // Without its server: what was read once is enough, also for a new sound.
  const link = await page.evaluate(async () => {
    const { toLink } = await import('./state.js');
    return toLink({ ...machine.state, tracks: machine.state.tracks.slice(0, 1) });
  });
  await host.close();
  await page.goto(host.address + link);
  await page.reload();
  await page.waitForSelector('body[data-ready]', WAIT);
  const kept = await wave(page);
  await page.click('#generate');
  await idle(page);
  assert.notStrictEqual(await wave(page), kept, 'a new sound without a network');

  const { seconds, provider, threads } = await page.evaluate(() => machine.source.last);
  assert.deepStrictEqual(faults, []);
  assert.deepStrictEqual(strangers, [], 'asks nobody else');
  await browser.close();
  console.log(`drum page: ${sounds.length} sounds within ${most.toExponential(1)} of the service's; ${provider}, ${threads} threads, `
    + `${seconds.toFixed(1)} s a sound; goes on without a network`);
})().catch(error => { console.error(`drum page: ${error.message}`); process.exit(1); });
