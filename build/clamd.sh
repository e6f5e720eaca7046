#!/usr/bin/env bash
# Gives a script find_clamd, which prints the ClamAV daemon that the tests start with signatures of their own: MYSAAS_CLAMD, or the installed one.

find_clamd() {
    local place
    if [[ -n ${MYSAAS_CLAMD:-} ]]; then
        echo "$MYSAAS_CLAMD"
        return
    fi
    for place in clamd /usr/sbin/clamd; do # Debian's stands outside of a user's path
        command -v "$place" && return
    done
    return 1
}
