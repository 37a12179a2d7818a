#!/usr/bin/env bash
# Feeds every reader of files with mutated inputs and counts what comes of them.
#   bash eng/fuzz.sh                       a minute for each reader
#   bash eng/fuzz.sh 600                   ten minutes each
#   bash eng/fuzz.sh 600 flac safetensors  of these readers
# SharpFuzz instruments a copy of the readers; an input that takes a branch as none before it did is kept and mutated further. Where the tool
# cannot be installed, inputs are not guided, and the counts say "0 branches".
# TAD_FUZZ_SEED chooses other inputs. The counts and the inputs that failed are in artifacts/fuzz. Fails where a reader throws an exception
# that it does not promise, takes more than 256 MB for one input, or does not come back from one within two minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

export TAD_FUZZ_SECONDS="${1:-60}"
export TAD_FUZZ_REPORT="$PWD/artifacts/fuzz"
shift || true
export TAD_FUZZ_READERS="$*"
rm -rf "$TAD_FUZZ_REPORT"
mkdir -p "$TAD_FUZZ_REPORT"

dotnet build tests/TinyAudioDiffusion.Fuzz.Tests -c Release -v q
program="$TAD_FUZZ_REPORT/program"
cp -r artifacts/bin/TinyAudioDiffusion.Fuzz.Tests/release "$program"
tools=artifacts/tools
if [ -x $tools/sharpfuzz ] || dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path $tools; then
  for assembly in TinyAudioDiffusion.{Core,Models,Training,Hub,NAudio} NLayer NVorbis YamlDotNet; do
    $tools/sharpfuzz "$program/$assembly.dll"
  done
fi

result=0
"$program/TinyAudioDiffusion.Fuzz.Tests" -noLogo -noColor -parallel none || result=$?
rm -rf "$program"
sort "$TAD_FUZZ_REPORT/counts.txt"
exit $result
