#!/usr/bin/env bash
# A PostgreSQL server for the tests that stop one. Prints its connection string, then does what each line of the input says
# and answers "done: LINE"; the end of the input is the end of the server.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
. build/postgres.sh

server() { (cd "$postgres_dir" && as_postgres "$bin/pg_ctl" --pgdata=data "$@" </dev/null >>pg_ctl.log 2>&1); }

# The postmaster and its children, which are all of its process tree.
signal_all() {
    local postmaster
    postmaster=$(head -n 1 "$postgres_dir/data/postmaster.pid")
    # shellcheck disable=SC2046 # one word per process
    kill "-$1" "$postmaster" $(pgrep -P "$postmaster")
}

finish() {
    trap - EXIT
    signal_all CONT 2>/dev/null || true
    stop_postgres
}

bin=$(find_postgres)
trap finish EXIT
start_postgres
port=$(sed -n 's/.*Port=\([0-9]*\).*/\1/p' <<<"$MYSAAS_TEST_POSTGRES")

# Elsewhere nothing has to survive; here a crash is the point.
echo "synchronous_commit = on" >>"$postgres_dir/data/postgresql.conf"
server reload
echo "$MYSAAS_TEST_POSTGRES"

while IFS= read -r order; do
    case $order in
        crash) server stop --mode=immediate ;;
        start) server start --log=server.log --options="-p $port" --wait --timeout=60 ;;
        freeze) signal_all STOP ;;
        thaw) signal_all CONT ;;
        *) echo "unknown order: $order" >&2; exit 2 ;;
    esac
    echo "done: $order"
done
