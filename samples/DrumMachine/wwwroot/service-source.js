// Sounds of the drum service (the package TinyAudioDiffusion.AspNetCore).
const soundPath = id => `drums/sound?id=${encodeURIComponent(id)}`;
const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));

export class ServiceSource {
  static async open(say) {
    const answer = await fetch('drums/classes').catch(() => null);
    const { models } = answer?.ok ? await answer.json().catch(() => ({})) : {};
    return models ? new ServiceSource(say, models.find(known => known.kinds.length === 4) ?? models[0]) : null;
  }

  constructor(say, model) { Object.assign(this, { say, model }); }

  async make(track, onSketch) {
    const id = track.id ?? (onSketch && await this.#sketch(track, onSketch).catch(() => null));
    const answer = await this.#fetch(id ? soundPath(id) : `drums/sound?${this.#query(track)}`);
    const wav = await answer.blob();
    const buffer = await new OfflineAudioContext(1, 1, 44100).decodeAudioData(await wav.arrayBuffer());
    return { id: answer.headers.get('X-Sound-Id'), buffer, wav };
  }

  async kit(drums) {
    const answer = await fetch('drums/kit', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({
      name: 'Drum machine', formats: ['sfz', 'decentsampler', 'hydrogen'],
      drums: drums.map(({ part, track }) => ({ part, kind: track.kind, ids: [track.id] })) }) });
    if (!answer.ok) throw new Error((await answer.json()).detail);
    return answer.blob();
  }

  #query(track) {
    const values = new URLSearchParams({ kind: track.kind, seed: track.seed });
    if (track.label) values.set('class', track.label);
    for (const name of this.model.sliders) if (track.sliders[name] !== undefined) values.set(name, track.sliders[name]);
    return values;
  }

  async #fetch(path) {
    for (;;) {
      const answer = await fetch(path);
      if (answer.ok) return answer;
      if (answer.status !== 429)
        throw new Error((await answer.json().catch(() => ({}))).detail ?? `The service answered ${answer.status}.`);
      this.say('The service is busy; waiting for a place.');
      await new Promise(done => setTimeout(done, 1000 * (+answer.headers.get('Retry-After') || 1)));
    }
  }

  #sketch(track, onSketch) {
    return new Promise((done, fail) => {
      const events = new EventSource(`drums/sketch?${this.#query(track)}`);
      const show = event => {
        const { step, steps, wave, mel, id } = JSON.parse(event.data);
        onSketch(step, steps, { wave: new Int8Array(bytes(wave).buffer), mel: bytes(mel) });
        return id;
      };
      events.addEventListener('step', show);
      events.addEventListener('done', event => { events.close(); done(show(event)); });
      events.onerror = () => { events.close(); fail(new Error('No sketch.')); };
    });
  }
}
