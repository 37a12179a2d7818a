#!/usr/bin/env bash
# Plays samples/DrumMachine in a headless Chromium: generate, hear, change, share, undo, keyboard alone, zip, accessibility.
# Where no browser or no npm is there it says so, which is no failure.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

not_tested() {
  echo "drum machine: not tested: $1"
  exit 0
}

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
[ -n "$browser" ] || { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null \
  && timeout 300 apt-get install -y --no-install-recommends chromium >/dev/null 2>&1 && browser=$(command -v chromium); } \
  || not_tested "there is no Chromium (apt-get install chromium)"
command -v npm >/dev/null || not_tested "there is no npm, which brings playwright-core and axe-core"

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
(cd "$work" && timeout 120 npm install --silent --no-audit --no-fund playwright-core@1 axe-core@4 >/dev/null 2>&1) \
  || not_tested "npm did not install playwright-core and axe-core"

dotnet build samples/DrumMachine -c Release -v q -nologo -clp:ErrorsOnly
(cd samples/DrumMachine && ASPNETCORE_URLS=http://127.0.0.1:0 exec ../../artifacts/bin/DrumMachine/release/DrumMachine) >"$work/log" 2>&1 &
server=$!
for _ in $(seq 100); do
  address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$work/log" | head -1 || true)
  [ -n "$address" ] && break
  sleep 0.2
done
[ -n "$address" ] || { cat "$work/log"; echo "drum machine: the server did not start"; exit 1; }

cp samples/DrumMachine/test/play.cjs "$work/play.cjs"
(cd "$work" && timeout 240 node play.cjs "$browser" "$address" "${1:-$work}")
