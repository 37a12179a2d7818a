#!/usr/bin/env bash
# What the farm promises, with real processes on loopback: show.sh [files|redis] [SOUNDS]
#   1. Three silos; one is killed in mid-job and one is added: every sound once, bytes equal to those of one process.
#   2. All silos are stopped in mid-job and started again.
#   3. With redis: Redis is stopped for ten seconds in mid-job.
#   4. The throughput of one silo and of two.
# Sounds are those of the tiny model of samples/models/tiny-noise, 2,048 samples in 4 steps, so that two cores are enough.
# Ports: 11111.., 30000.., 8080.., and 6390 for Redis, all on 127.0.0.1. Redis is Debian's: apt-get install redis-server.
set -euo pipefail
cd "$(dirname "$0")/../.."
state=${1:-files} sounds=${2:-2000}
work=$(mktemp -d)
export DOTNET_NOLOGO=1 Farm__Folder=$work/farm Farm__Models__Kick=$PWD/samples/models/tiny-noise
export Farm__LeaseTime=00:00:30 Farm__ReminderPeriod=00:00:10
dotnet build samples/SoundFarm/SoundFarm.Client -c Release -v q
bin=$PWD/artifacts/bin/SoundFarm.Client/release
farm() { dotnet "$bin/farm.dll" "$@"; }
declare -A silos=()

cleanup() {
  for process in "${silos[@]}"; do kill "$process" 2>/dev/null || true; done
  [ -z "${redis_pid:-}" ] || kill "$redis_pid" 2>/dev/null || true
  wait 2>/dev/null || true
  [ -n "${KEEP:-}" ] && echo "kept: $work" || rm -rf "$work"
}
trap cleanup EXIT

start_redis() {
  "$redis" --bind 127.0.0.1 --port 6390 --dir "$work" --appendonly yes --appendfsync always --daemonize no >>"$work/redis.log" 2>&1 &
  redis_pid=$!
}

# Starts silo N, and waits until it is a member.
start_silo() {
  dotnet "$bin/SoundFarm.Silo.dll" --contentRoot="$bin" --Farm:Silo:Name="silo-$1" --Farm:Silo:Port=$((11110 + $1)) \
    --Farm:Silo:GatewayPort=$((29999 + $1)) --Farm:Silo:DashboardPort=$((8079 + $1)) >>"$work/silo-$1.log" 2>&1 &
  silos[$1]=$!
}
await_silo() {
  until grep -q 'Application started' "$work/silo-$1.log" 2>/dev/null; do
    kill -0 "${silos[$1]}" 2>/dev/null || { tail -n 20 "$work/silo-$1.log"; echo "silo-$1 did not start"; exit 1; }
    sleep 0.5
  done
}
stop_silo() { kill "${silos[$1]}"; wait "${silos[$1]}" 2>/dev/null || true; unset "silos[$1]"; }

submit() { # NAME FIRST_SEED
  printf '{ "name": "%s", "grids": [{ "kinds": ["kick"], "firstSeed": %s, "seeds": %s, "steps": 4, "length": 2048 }] }' "$1" "$2" "$sounds" >"$work/$1.json"
  farm submit "$work/$1.json" --ids-per-shard 250
}
# Waits until a share of a job is in the store.
await_share() { # JOB PERCENT
  until [ "$(cat "$Farm__Folder/store/jobs/$1/manifest/"*.jsonl 2>/dev/null | wc -l)" -ge $((sounds * $2 / 100)) ]; do sleep 0.2; done
}
finish() { # JOB
  farm watch "$1" | tail -n 1
  farm verify "$1" --remake-every 1
}

if [ "$state" = redis ]; then
  redis=$(command -v redis-server) || { echo "Redis is not installed: apt-get install redis-server"; exit 1; }
  "$redis" --version
  start_redis
  export Farm__Redis=127.0.0.1:6390
fi

echo "== $sounds sounds, three silos; one is killed, one is added (states: $state)"
for n in 1 2 3; do start_silo $n; done
for n in 1 2 3; do await_silo $n; done
SECONDS=0
submit killed 0
await_share killed 30
kill -9 "${silos[2]}"; wait "${silos[2]}" 2>/dev/null || true; unset 'silos[2]'
echo "silo-2 killed after $SECONDS s"
start_silo 4
finish killed
echo "finished after $SECONDS s"

echo "== the cluster is stopped and started again"
SECONDS=0
submit stopped 100000
await_share stopped 40
for n in "${!silos[@]}"; do stop_silo "$n"; done
echo "all silos stopped after $SECONDS s, with $(cat "$Farm__Folder/store/jobs/stopped/manifest/"*.jsonl | wc -l) sounds in the manifest"
rm -f "$work"/silo-*.log
for n in 1 3; do start_silo $n; done
for n in 1 3; do await_silo $n; done
echo "two silos started after $SECONDS s"
finish stopped
echo "finished after $SECONDS s"

if [ "$state" = redis ]; then
  echo "== Redis is stopped for ten seconds"
  SECONDS=0
  submit outage 200000
  await_share outage 30
  kill "$redis_pid"; wait "$redis_pid" 2>/dev/null || true
  echo "Redis stopped after $SECONDS s"
  sleep 10
  start_redis
  echo "Redis started after $SECONDS s"
  finish outage
  echo "finished after $SECONDS s"
fi

echo "== throughput"
for count in 2 1; do
  [ $count = 2 ] || stop_silo 3
  start=$(date +%s.%N)
  submit "speed-$count" $((300000 + count * 100000)) >/dev/null
  farm watch "speed-$count" | tail -n 1
  echo "$count silo(s): $(echo "$sounds / ($(date +%s.%N) - $start)" | bc -l | cut -c1-6) sounds a second, start of the client included"
done
