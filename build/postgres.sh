#!/usr/bin/env bash
# A throwaway PostgreSQL server for the tests, unless MYSAAS_TEST_POSTGRES already names one.
#
#   build/postgres.sh COMMAND...    runs COMMAND with the server up, for example
#                                   build/postgres.sh dotnet test tests/WebApi.IntegrationTests
#   . build/postgres.sh             gives a script find_postgres, start_postgres and stop_postgres

postgres_dir=

# Prints the folder of initdb and pg_ctl. Debian keeps them out of PATH.
find_postgres() {
    local initdb=
    if initdb=$(command -v initdb); then
        dirname "$initdb"
        return
    fi
    for initdb in /usr/lib/postgresql/*/bin/initdb; do
        [[ -x $initdb ]] && dirname "$initdb" && return
    done
    return 1
}

# PostgreSQL refuses to run as root.
as_postgres() {
    if [[ $EUID -ne 0 ]]; then
        "$@"
    elif command -v runuser >/dev/null; then
        runuser -u "$(postgres_user)" -- "$@"
    else
        # shellcheck disable=SC2016 # the inner shell expands it
        su -s /bin/sh -c 'exec "$0" "$@"' "$(postgres_user)" -- "$@"
    fi
}

postgres_user() {
    if id -u postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi
}

# Below the ephemeral range, so that no outgoing connection of the tests can take the port first.
free_port() {
    local port
    while port=$((20000 + RANDOM % 12000)) && (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
    echo "$port"
}

start_postgres() {
    [[ -z ${MYSAAS_TEST_POSTGRES:-} ]] || return 0

    local bin locale port
    bin=$(find_postgres) || { echo "PostgreSQL: no initdb found" >&2; return 1; }

    # In /tmp and not in TMPDIR: the server's user must be able to enter it, and a socket's path is short.
    postgres_dir=$(mktemp -d /tmp/mysaas-postgres.XXXXXX)
    [[ $EUID -ne 0 ]] || chown "$(postgres_user)" "$postgres_dir"

    locale=C
    if locale -a 2>/dev/null | grep -qix 'c\.utf-\?8'; then locale=C.UTF-8; fi

    (cd "$postgres_dir" && as_postgres "$bin/initdb" --pgdata=data --username=postgres --auth=trust \
        --encoding=UTF8 --locale="$locale" --no-sync >initdb.log 2>&1) ||
        { cat "$postgres_dir/initdb.log" >&2; stop_postgres; return 1; }

    # Nothing here outlives the run, so nothing has to reach the disk.
    cat >>"$postgres_dir/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$postgres_dir'
max_connections = 500
fsync = off
synchronous_commit = off
full_page_writes = off
CONF

    # Somebody may take the port between the look and the start.
    for _ in 1 2 3 4 5; do
        port=$(free_port)
        if (cd "$postgres_dir" && as_postgres "$bin/pg_ctl" --pgdata=data --log=server.log --options="-p $port" \
            --wait --timeout=60 start >/dev/null 2>>start.log); then
            # Npgsql asks for GSS encryption first, which costs an exception per connection where no Kerberos library is.
            MYSAAS_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
            MYSAAS_TEST_POSTGRES+=";GSS Encryption Mode=Disable;Include Error Detail=true"
            export MYSAAS_TEST_POSTGRES
            return 0
        fi
    done
    cat "$postgres_dir"/*.log >&2
    stop_postgres
    return 1
}

stop_postgres() {
    [[ -n $postgres_dir ]] || return 0

    local pid_file=$postgres_dir/data/postmaster.pid pid
    if [[ -f $pid_file ]]; then
        pid=$(head -n 1 "$pid_file")
        kill -INT "$pid" 2>/dev/null || true # a fast shutdown: sessions are ended
        for _ in {1..100}; do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.1
        done
        if kill -0 "$pid" 2>/dev/null; then kill -QUIT "$pid"; fi
    fi
    rm -rf "$postgres_dir"
    postgres_dir=
    unset MYSAAS_TEST_POSTGRES
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
    set -euo pipefail
    [[ $# -gt 0 ]] || { sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2; }
    trap stop_postgres EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    start_postgres
    "$@"
fi
