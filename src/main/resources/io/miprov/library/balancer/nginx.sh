# Words for the members of NGINX's upstreams; they need those of NGINX's configuration.

# nginx_look NGINX FOLDER HOST...: what there is, for NginxLook to read; nothing when there is no NGINX.
nginx_look() {
    nginx=$1 folder=$2
    shift 2
    if ! command -v "${nginx%% *}" >/dev/null; then
        [ ! -d "$folder" ] && return 0
        printf 'there is %s, and no command %s; say in `command` how NGINX is called\n' "$folder" "${nginx%% *}" >&2
        return 1
    fi
    if ! dump=$(eval "$nginx -T" 2>&1); then
        printf 'nginx refuses its configuration as it is, so nothing was done; mend it first:\n%s\n' \
            "$(printf '%s\n' "$dump" | grep '\[emerg\]\|test failed')" >&2
        return 1
    fi
    nginx_version "$nginx" | sed 's/^/version /'
    ! nginx_owed "$folder" || echo owed
    for each in $(printf '%s\n' "$dump" | nginx_closing); do
        [ ! -f "$each" ] || echo closing
    done
    for host; do
        printf 'host %s %s\n' "$host" "$(addresses_of "$host")"
    done
    master=$(nginx_master "$nginx")
    if [ -n "$master" ]; then
        nginx_workers "$master"
        # shellcheck disable=SC2046
        nginx_connections "$master" $(for host; do addresses_of "$host"; done) | sed 's/^/conn /'
    fi
    printf '%s\n' "$dump" | nginx_texts
}

# nginx_expect NGINX: has clients end their connections, since there will be a reload soon.
nginx_expect() {
    if nginx_doors "$1"; then nginx_close || :; fi
}

# nginx_connections MASTER ADDRESS...: the connections of its workers to these addresses, a line each: ADDRESS PORT.
nginx_connections() {
    of=$1
    shift
    found=$(tcp_to "$of" "$@")
    [ -n "$found" ] || return 0
    # those of other programs do not count, if it can be told
    theirs=$(nginx_workers "$of" | while read -r _ worker; do ls -l "/proc/$worker/fd" 2>/dev/null; done |
        sed -n 's/.*socket:\[\([0-9]*\)\]$/\1/p' | tr '\n' ' ')
    printf '%s\n' "$found" | awk -v theirs=" $theirs" '
        theirs == " " || $3 == 0 || index(theirs, " " $3 " ") { print $1, $2 }'
}

# nginx_drained NGINX TIMEOUT QUIET ADDRESS,PORT...: waits until the old workers are gone, or nothing went to these for QUIET
# hundredths of a second; at most TIMEOUT of them. Says how it goes, then \036, the time it took, and the connections left.
nginx_drained() {
    master=$(nginx_master "$1")
    most=$2 quiet=$3
    shift 3
    wanted=" $* "
    addresses=$(for each; do printf '%s ' "${each%,*}"; done)
    since=$(hundredths)
    free=$since
    told=
    while :; do
        now=$(hundredths)
        left=
        old=0
        if [ -n "$master" ] && [ -d "/proc/$master" ]; then
            # shellcheck disable=SC2086
            left=$(nginx_connections "$master" $addresses | awk -v wanted="$wanted" 'index(wanted, " " $1 "," $2 " ")')
            old=$(nginx_workers "$master" | grep -c '^old')
        fi
        if [ -n "$left" ]; then
            free=$(hundredths)
        elif [ "$old" = 0 ] || [ $((now - free)) -ge "$quiet" ]; then
            break
        fi
        count=0
        [ -z "$left" ] || count=$(printf '%s\n' "$left" | grep -c .)
        if [ "$told" != "$count $old" ]; then
            printf '%s connections left, %s workers finish what they have begun\n' "$count" "$old"
            told="$count $old"
        fi
        [ $((now - since)) -lt "$most" ] || break
        nap
    done
    printf '\036%s\n' $(($(hundredths) - since))
    [ -z "$left" ] || printf '%s\n' "$left"
}

# nginx_drain NGINX FOLDER ABORT TIMEOUT QUIET ADDRESS,PORT...: nginx_drained, and what comes after it: the change is settled,
# or, if connections are left and ABORT is not empty, undone, which is told in a line undone.
nginx_drain() {
    nginx=$1 folder=$2 abort=$3
    shift 3
    nginx_drained "$nginx" "$@"
    if [ -n "$left" ] && [ -n "$abort" ]; then
        nginx_owed "$folder" || return 0
        nginx_back "$folder" && nginx_reload "$nginx" && echo undone
    else
        nginx_settle "$folder"
    fi
}
