// node load.cjs ADDRESS PROCESS [CLIENTS] [SECONDS]: clients that each ask for one new sound after the other, as the page does, and wait as
// long as a full service tells them. Prints answers, times and the memory of the service's process.
const { readFileSync } = require('fs');
const [address, process_, clients = 200, seconds = 60] = process.argv.slice(2);
const DRUMS = [['kick', 'kick'], ['snare', 'snare'], ['hihat', 'closed-hat'], ['hihat', 'open-hat'], ['percussion', 'clap'], ['percussion', 'tom']];
const answers = {}, times = [], memory = [];
let seed = Math.floor(Math.random() * 2 ** 31), bytes = 0, unexplained = 0;

const resident = () => +/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process_}/status`, 'utf8'))[1] / 1024;
const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

async function client(number, end) {
  await pause(number * 1000 / clients);
  while (Date.now() < end) {
    const [kind, name] = DRUMS[seed % DRUMS.length], start = performance.now();
    const answer = await fetch(`${address}/drums/sound?kind=${kind}&class=${name}&seed=${seed++}`);
    answers[answer.status] = (answers[answer.status] ?? 0) + 1;
    const body = await answer.arrayBuffer();
    if (answer.ok) {
      times.push((performance.now() - start) / 1000);
      bytes += body.byteLength;
    } else {
      if (answer.status === 429 && !answer.headers.get('Retry-After')) unexplained++;
      await pause(1000 * (+answer.headers.get('Retry-After') || 1));
    }
  }
}

(async () => {
  await fetch(`${address}/drums/sound?kind=kick&seed=1`).then(answer => answer.arrayBuffer()); // the model is loaded
  const start = Date.now(), end = start + seconds * 1000;
  const watch = setInterval(() => memory.push(resident()), seconds * 1000 / 12);
  await Promise.all(Array.from({ length: +clients }, (_, number) => client(number, end)));
  clearInterval(watch);
  times.sort((a, b) => a - b);
  const at = share => times[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(2), elapsed = (Date.now() - start) / 1000;
  console.log(`${clients} clients for ${elapsed.toFixed(0)} s: ${Object.entries(answers).map(([status, count]) => `${count} x ${status}`).join(', ')}`);
  console.log(`${(times.length / elapsed).toFixed(2)} sounds a second, ${(bytes / 1e6).toFixed(1)} MB; p50 ${at(0.5)} s, p99 ${at(0.99)} s`);
  console.log(`429 without Retry-After: ${unexplained}; memory in MB: ${memory.map(value => value.toFixed(0)).join(' ')}`);
  if (Object.keys(answers).some(status => status >= 500) || unexplained) process.exit(1);
})().catch(error => { console.error(`load: ${error.message}`); process.exit(1); });
