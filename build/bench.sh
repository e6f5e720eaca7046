#!/usr/bin/env bash
# Measures and prints Markdown. Figures are ratios to something measured in the same run; let nothing else run meanwhile.
#
#   build/bench.sh outbox [ENGINE...]           background work: messages per second, and the time from request to completion
#   build/bench.sh organizations [ENGINE...]    lists of a large and a small organization, and what authorization costs
#   build/bench.sh events [ENGINE...]           a backlog of 10,000 events of Stripe's, and two workers that process it
#   build/bench.sh files                        bytes per second up and down of the published program, beside a bare Kestrel endpoint
#   build/bench.sh requests [NAME]              requests per second of the published program, beside a program that does the same SQL and nothing
#                                               else; all of them, or those with NAME in their name, such as "webhook". Needs wrk.
#   build/bench.sh growth                       lists, claims, sweeps, counts and a start with 10,000 rows in each table and with a million, on PostgreSQL
#   build/bench.sh guard                        a short look at one of them, as CI takes it: fails when the ratio has collapsed
#   build/bench.sh storm [ENGINE...]            how long GET /users/me takes while 200 clients of the published program sign in, beside its quiet value
#
# The program is published first, or is the one that lies in MYSAAS_WEBAPI_DIR.
# PostgreSQL is started here when it is installed (build/postgres.sh), or is the one that MYSAAS_TEST_POSTGRES names.
set -Eeuo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/postgres.sh

if [[ ${1:-} == files || ${1:-} == requests || ${1:-} == storm || ${1:-} == growth || ${1:-} == guard ]]; then
    [[ -n ${MYSAAS_WEBAPI_DIR:-} ]] || build/publish.sh -v quiet
    set -- "$1" "${MYSAAS_WEBAPI_DIR:-$PWD/artifacts/webapi}/WebApi.dll" "${@:2}"
fi

trap stop_postgres EXIT
if [[ -n ${MYSAAS_TEST_POSTGRES:-} ]] || find_postgres >/dev/null; then
    start_postgres
fi

dotnet run --project tests/Benchmarks --configuration Release -- "$@"
