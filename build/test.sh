#!/usr/bin/env bash
# Builds the solution once and runs every test project under tests/.
#
#   build/test.sh [NAME...]    only the projects with NAME in their name, for example build/test.sh domain application
#
# Servers: PostgreSQL and an S3 server are started here when they are installed (build/postgres.sh, build/s3.sh); MYSAAS_TEST_POSTGRES
# and MYSAAS_TEST_SQLSERVER are connection strings of servers that run already, MYSAAS_TEST_S3 is http://KEY:SECRET@HOST:PORT of one.
# The browser is the installed Chromium, or what MYSAAS_CHROMIUM names; so is ClamAV's daemon, or what MYSAAS_CLAMD names.
# The end-to-end tests run beside the others, since they mostly wait; what they say is printed when both are over.
# The last line is always "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/postgres.sh
. build/s3.sh
. build/chromium.sh
. build/clamd.sh

configuration=Release # that of the published program, so that the sources compile once
results=artifacts/test-results
passed=0 failed=0 skipped=0
finished=no
beside= # the process group of what runs beside
not_run=""
without="" # a filter of dotnet test: what cannot run here

finish() {
    local status=$?
    trap - EXIT
    set +e
    if [[ -n $beside ]]; then
        kill -TERM -- "-$beside" 2>/dev/null
        wait "$beside"
    fi
    stop_postgres
    stop_s3
    printf '\n%s' "$not_run"
    if [[ $finished == no ]]; then
        echo "stopped before the last suite"
        [[ $status -ne 0 ]] || status=1
    elif ((failed > 0 || passed == 0)); then
        status=1
    fi
    echo "$passed passed, $failed failed, $skipped skipped"
    exit "$status"
}

is_wanted() {
    local name=$1 part
    shift
    [[ $# -gt 0 ]] || return 0
    shopt -s nocasematch
    for part in "$@"; do
        [[ $name != *"$part"* ]] || { shopt -u nocasematch; return 0; }
    done
    shopt -u nocasematch
    return 1
}

run_suite() {
    local project=$1 name status=0
    name=$(basename "$project" .csproj)
    rm -rf "${results:?}/$name"
    mkdir -p "$results/$name"

    echo
    echo "== $name"
    dotnet test "$project" --configuration "$configuration" --no-build --results-directory "$results/$name" \
        --logger "trx;LogFileName=results.trx" --logger "console;verbosity=minimal" \
        --blame-hang-timeout 10m --blame-hang-dump-type none ${without:+--filter "$without"} || status=$?
    echo "$status" >"$results/$name/status"
}

# Starts a suite in a process group of its own, which ends with this script.
run_beside() {
    mkdir -p "$results"
    set -m
    run_suite "$1" >"$results/beside.log" 2>&1 </dev/null &
    beside=$!
    set +m
}

finish_beside() {
    wait "$beside"
    beside=
    cat "$results/beside.log"
}

# The counters of the TRX file and not the console's line, which is translated and changes between SDKs.
count_suite() {
    local name counters total good bad status
    name=$(basename "$1" .csproj)
    status=$(cat "$results/$name/status")
    counters=$(grep -o '<Counters [^>]*' "$results/$name/results.trx" 2>/dev/null | head -n 1) || counters=
    total=$(counter total) good=$(counter passed) bad=$(counter failed)
    if ((bad == 0 && (status != 0 || total == 0))); then
        # A crash, a hang, a broken adapter: no test says so, and it must not look like success.
        echo "$name: the run broke or found no test (exit status $status)"
        bad=1
        ((total > good)) || total=$((good + bad))
    fi
    passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + total - good - bad))
}

# Reads the caller's $counters.
counter() {
    local value
    value=$(sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters")
    echo "${value:-0}"
}

trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

projects=()
needs_servers=no
waiting= # the suite that runs beside the others
for project in tests/*Tests/*Tests.csproj; do
    [[ -f $project ]] || continue
    name=$(basename "$project" .csproj)
    is_wanted "$name" "$@" || continue
    projects+=("$project")
    case $name in
        *IntegrationTests) needs_servers=yes ;;
        EndToEnd.Tests) needs_servers=yes waiting=$project ;;
    esac
done
if [[ ${#projects[@]} -eq 0 ]]; then
    echo "no test project matches: $*"
    exit 2
fi

if [[ $# -eq 0 ]]; then
    dotnet build MySaas.sln --configuration "$configuration" -warnaserror
else
    for project in "${projects[@]}"; do
        dotnet build "$project" --configuration "$configuration" -warnaserror
    done
fi

if [[ -n $waiting ]]; then
    build/publish.sh -p:RunAnalyzers=false # they have just run
    MYSAAS_WEBAPI_DIR=$PWD/artifacts/webapi
    export MYSAAS_WEBAPI_DIR
    if MYSAAS_CHROMIUM=$(find_chromium); then
        export MYSAAS_CHROMIUM
    elif [[ ${CI:-} != true || $OSTYPE == msys ]]; then # elsewhere CI provides one, and its absence is a failure
        not_run+=$'not run: browser tests (no Chromium found, and MYSAAS_CHROMIUM is not set)\n'
        without="TestCategory!=Browser"
    fi
fi

if MYSAAS_CLAMD=$(find_clamd); then
    export MYSAAS_CLAMD
else
    [[ $needs_servers == no ]] || not_run+=$'not run: ClamAV tests (no clamd found, and MYSAAS_CLAMD is not set)\n'
    without+=${without:+&}TestCategory!=Clamd
fi

if [[ $needs_servers == yes ]]; then
    if [[ -n ${MYSAAS_TEST_POSTGRES:-} ]] || find_postgres >/dev/null; then
        start_postgres
    else
        not_run+=$'not run: PostgreSQL suites (no initdb found)\n'
    fi
    if [[ -n ${MYSAAS_TEST_S3:-} ]] || find_s3; then
        start_s3
    else
        not_run+=$'not run: S3 suites (no OpenStack Swift found, Debian: python3-swift, and MYSAAS_TEST_S3 is not set)\n'
    fi
    if [[ -z ${MYSAAS_TEST_SQLSERVER:-} ]]; then
        not_run+=$'not run: SQL Server suites (MYSAAS_TEST_SQLSERVER is not set)\n'
    fi
fi

[[ -z $waiting ]] || run_beside "$waiting"
for project in "${projects[@]}"; do
    [[ $project != "$waiting" ]] || continue
    run_suite "$project"
    count_suite "$project"
done
if [[ -n $waiting ]]; then
    finish_beside
    count_suite "$waiting"
fi
finished=yes
