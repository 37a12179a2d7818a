// What the machine plays: plain data, which fits in a link, and its history.
export const STEPS = 16;

export const random = () => Math.floor(Math.random() * 2 ** 31);

export function newTrack(name, kind, label) {
  return { name, kind, label, seed: random(), id: null, sliders: {}, velocity: Array(STEPS).fill(0), chance: Array(STEPS).fill(100),
    mute: false, solo: false, lock: false };
}

export function firstPattern(track, index) {
  const set = (steps, velocity) => steps.forEach(step => { track.velocity[step] = velocity; });
  if (/kick/.test(track.name)) set([0, 6, 10], 90);
  else if (/^snare/.test(track.name)) set([4, 12], 90);
  else if (/open|hihat 2/.test(track.name)) set([14], 70);
  else if (/hat/.test(track.name)) { set([0, 4, 8, 12], 75); set([2, 6, 10], 50); }
  else if (/clap/.test(track.name)) set([12], 60);
  else if (index < 6) set([(index * 3) % STEPS], 50);
}

export function toLink(state) {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  return '#' + btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

// A link comes from anybody: only what has the right shape is taken.
export function fromLink(hash) {
  try {
    const text = atob(hash.slice(1).replace(/-/g, '+').replace(/_/g, '/'));
    const raw = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, letter => letter.charCodeAt(0))));
    const number = (value, least, most, otherwise) => Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise;
    const list = (values, most, otherwise) => Array.from({ length: STEPS }, (_, i) => number(values?.[i], 0, most, otherwise));
    return {
      tempo: number(raw.tempo, 40, 240, 104), swing: number(raw.swing, 50, 75, 50),
      tracks: raw.tracks.slice(0, 24).map(track => ({
        name: String(track.name).slice(0, 30), kind: String(track.kind), label: track.label ? String(track.label) : null,
        seed: number(track.seed, 0, 2 ** 53, 0), id: typeof track.id === 'string' && track.id.startsWith('tad1:') ? track.id : null,
        sliders: Object.fromEntries(Object.entries(track.sliders ?? {}).filter(([, value]) => value >= 0 && value <= 1)),
        velocity: list(track.velocity, 100, 0), chance: list(track.chance, 100, 100),
        mute: !!track.mute, solo: !!track.solo, lock: !!track.lock,
      })),
    };
  } catch {
    return null;
  }
}

export class History {
  #past = [];

  keep(state) {
    this.#past.push(JSON.stringify(state));
    if (this.#past.length > 100) this.#past.shift();
  }

  undo() { return this.#past.length ? JSON.parse(this.#past.pop()) : null; }
}
