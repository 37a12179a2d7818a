// Ids of sounds, as the library writes them: tad1:drums@bc68...?seed=7&sampler=dpmpp-2m&...
export function parse(id) {
  const [, model, query] = /^tad1:([^?]+)\?(.*)$/.exec(id) ?? [];
  if (!query) throw new Error(`"${id}" is no id of a sound.`);
  return { model, ...Object.fromEntries(query.split('&').map(pair => pair.split('=').map(decodeURIComponent))) };
}

// The sliders, pairs of name and value, stand before what finishes the sound.
export function withSliders(id, sliders) {
  const asked = sliders.map(([name, value]) => `&${name}=${value}`).join('');
  return id.includes('&dc=') ? id.replace('&dc=', `${asked}&dc=`) : id + asked;
}

export const withSeed = (id, seed) => id.replace(/\bseed=\d+/, `seed=${seed}`);
