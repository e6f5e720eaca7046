#!/usr/bin/env bash
# Gives a script find_chromium, which prints the browser for the browser tests: MYSAAS_CHROMIUM, or the installed one.

find_chromium() {
    local name
    if [[ -n ${MYSAAS_CHROMIUM:-} ]]; then
        echo "$MYSAAS_CHROMIUM"
        return
    fi
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" && return
    done
    return 1
}
