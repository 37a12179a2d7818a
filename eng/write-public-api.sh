#!/usr/bin/env bash
# Writes PublicAPI.Unshipped.txt of each library from what the compiler sees, for review by `git diff`.
# One folder may be given: eng/write-public-api.sh src/TinyAudioDiffusion.Core/. Run it after a deliberate change of the public surface; PublicAPI.Shipped.txt changes with a release only.
set -euo pipefail
cd "$(dirname "$0")/.."

for folder in ${1:-src/*/}; do
  [ -e "$folder/PublicAPI.Shipped.txt" ] || continue
  project=$(echo "$folder"*.csproj)
  unshipped="$folder/PublicAPI.Unshipped.txt"
  printf '#nullable enable\n' >"$unshipped"
  # RS0016 names every public symbol that no file has.
  { dotnet build "$project" -c Release -v q -nologo -p:RunAnalyzersDuringBuild=true -p:TreatWarningsAsErrors=false 2>&1 || true; } \
    | grep -F "$(basename "$folder").csproj]" \
    | sed -nE "s/^.*RS0016: Symbol '(.*)' is not part of the declared public API.*$/\1/p" | LC_ALL=C sort -u >"$unshipped.new"
  cat "$unshipped.new" >>"$unshipped"
  rm "$unshipped.new"
  echo "$(basename "$folder"): $(($(wc -l <"$unshipped") - 1)) public symbols"
done
