#!/usr/bin/env bash
# A throwaway S3 server for the tests (OpenStack Swift), unless MYSAAS_TEST_S3 already names one as http://KEY:SECRET@HOST:PORT.
#
#   build/s3.sh COMMAND...    runs COMMAND with the server up, for example build/s3.sh dotnet test tests/WebApi.IntegrationTests
#   . build/s3.sh             gives a script find_s3, start_s3 and stop_s3

s3_dir= s3_pid=

# Debian's own interpreter: another one in PATH does not see Debian's modules.
find_s3() {
    [[ -x /usr/bin/python3 ]] && /usr/bin/python3 -c 'import eventlet, swift' 2>/dev/null
}

start_s3() {
    [[ -z ${MYSAAS_TEST_S3:-} ]] || return 0

    find_s3 || { echo "S3: no OpenStack Swift found (Debian: python3-swift)" >&2; return 1; }

    s3_dir=$(mktemp -d /tmp/mysaas-s3.XXXXXX)
    /usr/bin/python3 "$(dirname "${BASH_SOURCE[0]}")/s3-server.py" "$s3_dir" >"$s3_dir/url" 2>"$s3_dir/server.log" </dev/null &
    s3_pid=$!
    for _ in {1..300}; do
        [[ ! -s $s3_dir/url ]] || break
        kill -0 "$s3_pid" 2>/dev/null || break
        sleep 0.1
    done
    MYSAAS_TEST_S3=$(cat "$s3_dir/url")
    [[ -n $MYSAAS_TEST_S3 ]] || { cat "$s3_dir/server.log" >&2; stop_s3; return 1; }
    export MYSAAS_TEST_S3
}

stop_s3() {
    [[ -n $s3_dir ]] || return 0

    kill "$s3_pid" 2>/dev/null || true
    wait "$s3_pid" 2>/dev/null || true
    rm -rf "$s3_dir"
    s3_dir= s3_pid=
    unset MYSAAS_TEST_S3
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
    set -euo pipefail
    [[ $# -gt 0 ]] || { sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 2; }
    trap stop_s3 EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    start_s3
    "$@"
fi
