#!/usr/bin/env bash
# One migration for all three engines at once, so that none of them is forgotten. Needs no server: each engine's
# context has a design-time factory in src/Infrastructure.
#
#   build/migrate.sh add NAME    adds NAME to every engine
#   build/migrate.sh remove      removes the last migration of every engine
set -Eeuo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

engines=(Sqlite SqlServer PostgreSql)
migrations=src/Infrastructure/Persistence/Migrations

usage() {
    sed -n '5,6s/^# \{0,1\}//p' build/migrate.sh >&2
    exit 2
}

ef() {
    local engine=$1
    shift
    dotnet ef migrations "$@" --project src/Infrastructure --startup-project src/Infrastructure \
        --context "${engine}AppDbContext" --no-build
}

case "${1:-} $#" in
    "add 2") [[ $2 =~ ^[A-Za-z_][A-Za-z0-9_]*$ ]] || usage ;;
    "remove 1") ;;
    *) usage ;;
esac

dotnet tool restore
dotnet build src/Infrastructure # once; each engine has its own context and snapshot, so none sees another's new files

trap 'echo "Stopped at $engine. Undo what the engines before it got under $migrations, then try again." >&2' ERR

for engine in "${engines[@]}"; do
    echo "== $engine"
    case $1 in
        add) ef "$engine" add "$2" --output-dir "Persistence/Migrations/$engine" ;;
        remove) ef "$engine" remove --force ;; # --force: no server of that engine need be up
    esac
done
