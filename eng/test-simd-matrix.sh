#!/usr/bin/env bash
# Runs the tests of the engine, and the golden values of whole networks, once for each set of instructions: the runtime's switches turn the others off.
# Each row states the widest vector that may be left, and a test in the process asserts it, so that a switch which a runtime renamed cannot go unnoticed
# (DOTNET_EnableAVX512F, the switch of .NET 8 and 9, does nothing in .NET 10).
# With --reduced, as in CI, it leaves out the first row, which `dotnet test` has run already, and runs those tests of the engine that compare bits or engines.
# On a processor without AVX-512 or AVX2 the rows above it repeat the first; the column "vectors" shows what was really used.
set -euo pipefail
cd "$(dirname "$0")/.."
classes=()
[ "${1:-}" = --reduced ] && classes=(-class '*DeterminismTests' -class '*ConformanceTests' -class '*InstructionSetTests')
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
for project in Engine Models; do
  dotnet build "tests/TinyAudioDiffusion.$project.Tests" -c Release --verbosity quiet
done

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
status=0
rows=()

# run ROW WIDEST PROJECT SWITCH [RUNNER ARGUMENTS]: the test runner itself, so that the switch reaches nothing but the tests.
run() {
  local row=$1 widest=$2 project=$3 switch=$4
  shift 4
  local log="$logs/$row.$project.log" result=passed seconds=$SECONDS
  env "$switch" TAD_WIDEST_VECTOR="$widest" \
    dotnet "artifacts/bin/TinyAudioDiffusion.$project.Tests/release/TinyAudioDiffusion.$project.Tests.dll" -noLogo -noColor -showLiveOutput "$@" >"$log" 2>&1 || result=FAILED
  local total failed vectors
  total=$(sed -n 's/.*Total: *\([0-9]*\).*/\1/p' "$log" | tail -1)
  failed=$(sed -n 's/.*Failed: *\([0-9]*\).*/\1/p' "$log" | tail -1)
  vectors=$(sed -n 's/.*widest accelerated vector: \([0-9]* bits\).*/\1/p' "$log" | head -1)
  [ "${total:-0}" -gt 0 ] || result=FAILED
  if [ "$result" = FAILED ]; then
    status=1
    cat "$log"
  fi
  rows+=("$(printf '%-22s %-8s %9s %6s %7s %6ss  %s' "$row" "$project" "${vectors:-}" "${total:-0}" "${failed:-?}" "$((SECONDS - seconds))" "$result")")
  echo "${rows[-1]}"
}

# pair ROW WIDEST SWITCH
pair() {
  run "$1" "$2" Engine "$3" "${classes[@]}"
  run "$1" "$2" Models "$3" -class '*GoldenTests'
}

[ "${1:-}" = --reduced ] || pair 'everything on' 512 TAD_NOTHING_OFF=1
pair 'EnableAVX512=0' 256 DOTNET_EnableAVX512=0
pair 'EnableAVX2=0' 128 DOTNET_EnableAVX2=0
pair 'EnableHWIntrinsic=0' 0 DOTNET_EnableHWIntrinsic=0

echo
printf '%-22s %-8s %9s %6s %7s %7s  %s\n' switch tests vectors total failed time result
printf '%s\n' "${rows[@]}"
exit "$status"
