#!/usr/bin/env bash
# Feeds every reader of files with mutated inputs and counts what comes of them.
#   bash eng/fuzz.sh                       a minute for each reader
#   bash eng/fuzz.sh 600                   ten minutes each
#   bash eng/fuzz.sh 600 flac safetensors  of these readers
# TAD_FUZZ_SEED chooses other inputs. The counts and the inputs that failed are in artifacts/fuzz. Fails where a reader throws
# an exception that it does not promise, or takes more than 256 MB for one input.
set -euo pipefail
cd "$(dirname "$0")/.."

export TAD_FUZZ_SECONDS="${1:-60}"
export TAD_FUZZ_REPORT="$PWD/artifacts/fuzz"
shift || true
rm -rf "$TAD_FUZZ_REPORT"

project=tests/TinyAudioDiffusion.Fuzz.Tests
dotnet build "$project" -c Release -v q
program=artifacts/bin/TinyAudioDiffusion.Fuzz.Tests/release/TinyAudioDiffusion.Fuzz.Tests
result=0
if [ $# -eq 0 ]; then
  "$program" -noLogo -noColor || result=$?
else
  for reader in "$@"; do
    "$program" -noLogo -noColor -displayName "*reader: \"$reader\"*" || result=$?
  done
fi

sort "$TAD_FUZZ_REPORT/counts.txt"
exit $result
