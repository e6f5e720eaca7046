#!/usr/bin/env bash
# How long a Release publish takes from its cold start to the first 200 of /healthz on SQLite, and what it holds in memory
# when idle; beside it the framework's hello-world web application, published the same way. The ratio of the two is what
# can be compared between machines.
#
#   build/measure-start.sh [RUNS]        publishes first; RUNS (5) starts of each, taken in turns, and their median
#   MYSAAS_WEBAPI_DIR=DIR build/measure-start.sh        measures what lies in DIR
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/postgres.sh # for free_port

runs=${1:-5}
idle_seconds=10
work=$(mktemp -d)
pid=

finish() {
    [[ -z $pid ]] || kill -KILL "$pid" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Over bash's own socket: starting curl takes as long as what is measured here.
is_served() {
    local port=$1 path=$2 status
    { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || return 1
    printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$path" >&3
    IFS= read -r -t 5 status <&3 || status=
    exec 3>&-
    [[ $status == *" 200 "* ]]
}

# A pause without starting a process: reads what nobody writes.
exec {silence}<> <(:)
pause() { read -r -t "$1" -u "$silence" || true; }

# start FOLDER PROGRAM PATH: sets $pid and $milliseconds.
start() {
    local folder=$1 program=$2 path=$3 port from
    port=$(free_port)
    from=${EPOCHREALTIME/[.,]/}
    (cd "$folder" && exec env ASPNETCORE_URLS="http://127.0.0.1:$port" ASPNETCORE_ENVIRONMENT="$environment" \
        "$program" >"$folder/log" 2>&1) &
    pid=$!
    until is_served "$port" "$path"; do
        kill -0 "$pid" 2>/dev/null || { cat "$folder/log" >&2; exit 1; }
        pause 0.003
    done
    milliseconds=$(((${EPOCHREALTIME/[.,]/} - from) / 1000))
}

stop() {
    kill -TERM "$pid"
    wait "$pid" || true
    pid=
}

resident_mib() { awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$pid/status"; }

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

if [[ -z ${MYSAAS_WEBAPI_DIR:-} ]]; then
    build/publish.sh -v quiet
    MYSAAS_WEBAPI_DIR=$PWD/artifacts/webapi
fi

# Outside of the solution, so that none of its settings apply.
dotnet new web --output "$work/source/hello" >/dev/null
dotnet publish "$work/source/hello" --configuration Release --output "$work/hello" -v quiet

environment=Development
mkdir "$work/prepared"
start "$work/prepared" "$MYSAAS_WEBAPI_DIR/WebApi" /healthz
stop

for ((run = 0; run < runs; run++)); do
    mkdir "$work/empty-$run" "$work/hello-$run"
    environment=Production start "$work/hello-$run" "$work/hello/hello" /
    echo "$milliseconds" >>"$work/hello.times"
    stop
    start "$work/prepared" "$MYSAAS_WEBAPI_DIR/WebApi" /healthz
    echo "$milliseconds" >>"$work/prepared.times"
    stop
    start "$work/empty-$run" "$MYSAAS_WEBAPI_DIR/WebApi" /healthz
    echo "$milliseconds" >>"$work/empty.times"
    stop
done

environment=Production start "$work/hello-0" "$work/hello/hello" /
pause "$idle_seconds"
hello_mib=$(resident_mib)
stop
start "$work/prepared" "$MYSAAS_WEBAPI_DIR/WebApi" /healthz
pause "$idle_seconds"
webapi_mib=$(resident_mib)
stop

hello=$(median <"$work/hello.times") prepared=$(median <"$work/prepared.times") empty=$(median <"$work/empty.times")
printf '%-44s %6s ms  %s\n' "hello-world web application" "$hello" "($(paste -sd' ' "$work/hello.times"))" \
    "WebApi, database there" "$prepared" "($(paste -sd' ' "$work/prepared.times"))" \
    "WebApi, empty folder, migrates" "$empty" "($(paste -sd' ' "$work/empty.times"))"
awk -v a="$prepared" -v b="$empty" -v h="$hello" 'BEGIN { printf "%-44s %6.1f and %.1f\n", "times hello-world", a / h, b / h }'
printf '%-44s %6s MiB (hello-world %s MiB)\n' "WebApi, resident after $idle_seconds s" "$webapi_mib" "$hello_mib"
