#!/usr/bin/env bash
# Measures and prints Markdown. Figures are ratios to something measured in the same run; let nothing else run meanwhile.
#
#   build/bench.sh outbox [ENGINE...]           background work: messages per second, and the time from request to completion
#   build/bench.sh organizations [ENGINE...]    lists of a large and a small organization, and what authorization costs
#   build/bench.sh events [ENGINE...]           a backlog of 10,000 events of Stripe's, and two workers that process it
#   build/bench.sh files                        bytes per second up and down of the published program, beside a bare Kestrel endpoint
#   build/bench.sh requests [--brief] [NAME]    requests per second of the published program, beside a program that does the same SQL and nothing
#                                               else; all of them, or those with NAME in their name, such as "webhook". Needs wrk. With --brief in
#                                               a few minutes, to see that it all still works: no figures to quote.
#   build/bench.sh growth                       lists, claims, sweeps, counts and a start with 10,000 rows in each table and with a million, on PostgreSQL
#   build/bench.sh guard                        a short look at one of them, as CI takes it: fails when the ratio has collapsed
#   build/bench.sh storm [ENGINE...]            how long GET /users/me takes while 200 clients of the published program sign in, beside its quiet value
#   build/bench.sh hot [FILTER]                 what each request runs through, a piece at a time and in process: what it allocates, and how long it
#                                               takes beside the least that it could; all of it, or what FILTER matches, such as "*Token*"
#   build/bench.sh soak [MINUTES]               the memory of the published program under a steady mixed load, for 10 minutes after a warm-up of 3.
#                                               Needs wrk and PostgreSQL.
#
# The program is published first, or is the one that lies in MYSAAS_WEBAPI_DIR.
# PostgreSQL is started here when it is installed (build/postgres.sh), or is the one that MYSAAS_TEST_POSTGRES names.
set -Eeuo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/postgres.sh

case ${1:-} in
    files | requests | storm | growth | guard | soak)
        [[ -n ${MYSAAS_WEBAPI_DIR:-} ]] || build/publish.sh -v quiet
        set -- "$1" "${MYSAAS_WEBAPI_DIR:-$PWD/artifacts/webapi}/WebApi.dll" "${@:2}"
        ;;
esac

trap stop_postgres EXIT
if [[ -n ${MYSAAS_TEST_POSTGRES:-} ]] || find_postgres >/dev/null; then
    start_postgres
fi

dotnet run --project tests/Benchmarks --configuration Release -- "$@"
