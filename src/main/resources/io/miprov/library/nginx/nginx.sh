# Words for NGINX's configuration, and for taking it up without losing a request. NGINX is the command with its options,
# FOLDER the folder of the configuration: .miprov-reload in it says that files were changed and not all is done yet.

# nginx_owed FOLDER: whether a run was cut off between the change of a file and the end of the work.
nginx_owed() {
    [ -e "$1/.miprov-reload" ]
}

# nginx_real PATH: where a file really is: a link to it stays one.
nginx_real() {
    if [ -L "$1" ]; then readlink -f -- "$1"; else printf '%s\n' "$1"; fi
}

# nginx_kept PATH: where the file is kept as it was before the change.
nginx_kept() {
    printf '%s.%s.miprov-before\n' "$(folder_of "$1")" "${1##*/}"
}

# nginx_put NGINX FOLDER [PATH OLD BASE64]...: puts files in place, tries them, and has a running NGINX take them up. If it
# refuses, all is as it was, and it says why. OLD is the SHA-256 that the file must have (absent; empty: whatever it is),
# BASE64 its new bytes (absent: it is taken away). What was before is kept until nginx_settle.
nginx_put() {
    nginx=$1 folder=$2
    shift 2
    if [ ! -d "$folder" ]; then
        printf 'there is no folder %s; say in `config` where the configuration of NGINX is\n' "$folder" >&2
        return 1
    fi
    nginx_mend "$nginx" "$folder" || return 1
    nginx_each nginx_same "$@" || return 1
    nginx_each nginx_place "$@" || { nginx_back "$folder"; return 1; }
    : >>"$folder/.miprov-reload" || return 1
    if ! said=$(eval "$nginx -t" 2>&1); then
        nginx_back "$folder"
        printf 'nginx refuses it, so %s is as it was:\n%s\n' "${1:-it}" "$said" >&2
        return 1
    fi
    nginx_reload "$nginx" && return 0
    nginx_back "$folder"
    return 1
}

# nginx_each WORD [PATH OLD BASE64]...: says the word for each file.
nginx_each() {
    for_each=$1
    shift
    while [ $# -gt 0 ]; do
        "$for_each" "$(nginx_real "$1")" "$2" "$3" || return 1
        shift 3
    done
}

# nginx_same PATH OLD BASE64: whether the file is still what was read.
nginx_same() {
    [ -n "$2" ] || return 0
    if [ -f "$1" ]; then was=$(sha256sum <"$1") || return 1; else was=absent; fi
    [ "${was%% *}" = "$2" ] && return 0
    printf '%s was changed by somebody else just now; nothing was written\n' "$1" >&2
    return 1
}

# nginx_place PATH OLD BASE64: writes down that the file changes, keeps what is there, and puts the new one in its place.
nginx_place() {
    is=new
    [ ! -f "$1" ] || is=old
    nginx_changed "$folder" | grep -q -x -F -e "new $1" -e "old $1" ||
        printf '%s %s\n' $is "$1" >>"$folder/.miprov-reload" || return 1
    kept=$(nginx_kept "$1")
    [ $is = new ] || [ -e "$kept" ] || ln -- "$1" "$kept" 2>/dev/null || cp -p -- "$1" "$kept" || return 1
    if [ "$3" = absent ]; then rm -f -- "$1"; else (put "$1" '' '' '' '' '' "$3"); fi
}

# nginx_back FOLDER: all that was changed is again what it was before.
nginx_back() {
    nginx_changed "$1" | while read -r is changed; do
        kept=$(nginx_kept "$changed")
        if [ "$is" = new ]; then rm -f -- "$changed" || exit 1
        elif [ -f "$kept" ]; then mv -f -- "$kept" "$changed" || exit 1
        fi
    done || { printf 'what was changed below %s could not be put back\n' "$1" >&2; return 1; }
    rm -f -- "$1/.miprov-reload"
}

# nginx_settle FOLDER: the change is good, and what was before is forgotten.
nginx_settle() {
    [ ! -e "$1/.miprov-reload" ] || mv -f -- "$1/.miprov-reload" "$1/.miprov-settled" || return 1
    [ -e "$1/.miprov-settled" ] || return 0
    while read -r _ changed; do
        rm -f -- "$(nginx_kept "$changed")" || return 1
    done <"$1/.miprov-settled"
    rm -f -- "$1/.miprov-settled"
}

# nginx_changed FOLDER: the files of a change that is not settled, each with whether it is new.
nginx_changed() {
    [ ! -f "$1/.miprov-reload" ] || cat -- "$1/.miprov-reload"
}

# nginx_mend NGINX FOLDER: undoes a change that was cut off before NGINX was asked about it, if NGINX refuses it, and ends the
# settling of one that was cut off.
nginx_mend() {
    [ ! -e "$2/.miprov-settled" ] || [ -e "$2/.miprov-reload" ] || nginx_settle "$2" || return 1
    if nginx_owed "$2" && ! eval "$1 -t" >/dev/null 2>&1; then nginx_back "$2"; fi
}

# nginx_version NGINX: its version, as it tells it; nothing when there is none.
nginx_version() {
    if command -v "${1%% *}" >/dev/null; then eval "$1 -v" 2>&1 | sed -n 's/^nginx version: *//p'; fi
}

# nginx_file NGINX FOLDER PATH: the version, whether work is owed, and the bytes of a file in base64, for ConfFile to read.
nginx_file() {
    nginx_version "$1" | sed 's/^/version /'
    ! nginx_owed "$2" || echo owed
    [ ! -f "$3" ] || printf 'file %s\n' "$(base64 <"$3" | tr -d '\n')"
}

# nginx_texts: the files that nginx -T, on standard input, tells of, in base64.
nginx_texts() {
    sed -n 's/^# configuration file \(.*\):$/\1/p' | while IFS= read -r file; do
        [ ! -f "$file" ] || printf 'file %s %s\n' "$(base64 <"$file" | tr -d '\n')" "$file"
    done
}

# --- what runs --------------------------------------------------------------

# nginx_master NGINX: the process that has the workers; nothing when NGINX does not run.
nginx_master() {
    pid_file=$(eval "$1 -T" 2>/dev/null |
        sed -n 's/^[[:space:]]*pid[[:space:]]\{1,\}\([^;]*\);.*/\1/p' | head -n 1 | tr -d "\"' ")
    [ -n "$pid_file" ] || pid_file=$(eval "$1 -V" 2>&1 | sed -n 's/.*--pid-path=\([^ ]*\).*/\1/p')
    [ -s "$pid_file" ] && read -r master <"$pid_file" || return 0
    case $(tr '\0' ' ' <"/proc/$master/cmdline" 2>/dev/null) in *nginx*) printf '%s\n' "$master" ;; esac
}

# nginx_workers MASTER: its workers, a line each: old (it only ends what it has begun) or new, and the process.
nginx_workers() {
    for worker in $(cat /proc/[0-9]*/stat 2>/dev/null |
        awk -v master="$1" '{ pid = $1; sub(/^.*\) /, ""); if ($2 == master) print pid }'); do
        case $(tr '\0' ' ' <"/proc/$worker/cmdline" 2>/dev/null) in
        *'worker process is shutting down'*) printf 'old %s\n' "$worker" ;;
        *'worker process'*) printf 'new %s\n' "$worker" ;;
        esac
    done
}

# nginx_clients MASTER PORT...: how many connections there are to these ports of its machine.
nginx_clients() {
    of=$1
    shift
    # shellcheck disable=SC2046
    cat "/proc/$of/net/tcp" "/proc/$of/net/tcp6" 2>/dev/null |
        awk -v ports=" $(printf '%04X ' "$@")" '$4 == "01" { split($2, at, ":"); if (index(ports, " " at[2] " ")) n++ } END { print n + 0 }'
}

# nginx_closing: the files by which the sites of nginx -T, on standard input, have clients end their connections, a line each.
nginx_closing() {
    sed -n 's/^[[:space:]]*if (-f \([^ )]*\.closing\)) { return 418; }$/\1/p' | sort -u
}

# nginx_doors NGINX: sets closing to the files of nginx_closing, and ports to where clients come in. Returns 1 without such files.
nginx_doors() {
    shown=$(eval "$1 -T" 2>/dev/null)
    closing=$(printf '%s\n' "$shown" | nginx_closing)
    [ -n "$closing" ] || return 1
    ports=$(printf '%s\n' "$shown" | sed -n 's/^[[:space:]]*listen[[:space:]]\{1,\}\([^; ]*:\)\{0,1\}\([0-9]\{1,5\}\)[; ].*/\2/p' | sort -u)
}

# nginx_close: has clients end the connections that they use, from now on. Sets since to when that began, maybe a while ago.
nginx_close() {
    now=$(hundredths) since=0
    for file in $closing; do
        [ -s "$file" ] || { printf '%s\n' "$now" >"$file"; } 2>/dev/null || return 1
        read -r began <"$file"
        [ "$began" -le "$since" ] || since=$began
    done
    [ "$since" -le "$now" ] || since=$now
}

# nginx_quiet NGINX MASTER: before a reload, which cuts off connections that are idle just then, with a request that may be on
# its way: nginx_close, until it has gone on for five seconds or there is no client. What was idle for all that time is hardly
# used in the instant of the reload.
nginx_quiet() {
    nginx_doors "$1" || return 0
    # shellcheck disable=SC2086
    [ "$(nginx_clients "$2" $ports)" != 0 ] && nginx_close || return 0
    # shellcheck disable=SC2086
    while [ $(($(hundredths) - since)) -lt 500 ] && [ "$(nginx_clients "$2" $ports)" != 0 ]; do nap; done
}

# nginx_open NGINX: clients may keep their connections again.
nginx_open() {
    closing=$(eval "$1 -T" 2>/dev/null | nginx_closing)
    # shellcheck disable=SC2086
    [ -z "$closing" ] || rm -f -- $closing
}

# nginx_reload NGINX: has a running NGINX take up its configuration, and no client is cut off.
nginx_reload() {
    master=$(nginx_master "$1")
    [ -n "$master" ] || return 0
    nginx_quiet "$1" "$master"
    nginx_take_up "$1"
    taken=$?
    # shellcheck disable=SC2086
    [ -z "$closing" ] || rm -f -- $closing
    return $taken
}

# nginx_take_up NGINX: tells the master, and waits until no worker goes by the old configuration, but for what it has begun. A
# configuration that is good may still be refused then, as when a port is in use.
nginx_take_up() {
    before=$(nginx_workers "$master" | sed -n 's/^new //p' | tr '\n' ' ')
    log=$(eval "$1 -T" 2>/dev/null | sed -n 's/^[[:space:]]*error_log[[:space:]]\{1,\}\([^; ]*\).*/\1/p' | head -n 1)
    [ -f "$log" ] || log=/dev/null
    had=$(wc -c <"$log")
    kill -HUP "$master" || return 1
    since=$(hundredths)
    while [ $(($(hundredths) - since)) -lt 2000 ]; do
        now=" $(nginx_workers "$master" | sed -n 's/^new //p' | tr '\n' ' ')"
        going=
        for worker in $before; do case $now in *" $worker "*) going=$worker ;; esac; done
        [ -n "$going" ] || [ "$now" = ' ' ] || return 0
        if tail -c "+$((had + 1))" <"$log" | grep -q 'still could not bind()\|\[emerg\].*host not found'; then break; fi
        nap
    done
    why=$(tail -c "+$((had + 1))" <"$log" | grep '\[emerg\]\|\[alert\]\|\[error\]' | tail -n 3)
    [ -n "$why" ] || why="after 20 s its workers are those of before, and $log does not say why; a name that can not be resolved takes such a time"
    printf 'nginx took the configuration for good, but did not take it up:\n%s\n' "$why" >&2
    return 1
}
