# list_services: every service, a line each: source|name|state|status (for openrc: its runlevels).
list_services() {
    if command -v chkconfig >/dev/null; then
        list_chkconfig
    elif command -v rc-status >/dev/null; then
        list_openrc
    elif command -v service >/dev/null; then
        # shellcheck disable=SC2009
        service --status-all 2>/dev/null |
            sed -n -e 's/^ *\[ + \] *\(.*[^ ]\) *$/sysv|\1|running|/p' -e 's/^ *\[ - \] *\(.*[^ ]\) *$/sysv|\1|stopped|/p'
    fi
    if grep -q systemd /proc/1/comm 2>/dev/null && command -v systemctl >/dev/null; then list_units; fi
}

# list_units: the units that systemd has loaded, with the status of their files; then files of units that it has not.
list_units() {
    LC_ALL=C
    export LC_ALL
    files=$(systemctl list-unit-files --no-pager --no-legend --type service --all | awk '{ print $1, $2 }')
    units=$(systemctl list-units --no-pager --no-legend --plain --type service --all | awk '{ print $1, $2, $3, $4 }')
    { printf '%s\n' "$files"; echo; printf '%s\n' "$units"; } | awk '
        NF == 0 { units = 1; next }
        !units { file[$1] = $2; next }
        {
            status = $2 == "not-found" || $2 == "masked" ? $2 : $3
            if ($1 in file && status != "not-found" && status != "masked" && status != "failed") status = file[$1]
            print "systemd|" $1 "|" ($4 == "running" ? "running" : "stopped") "|" status
        }'
    names=$(printf '%s\n\n%s\n' "$units" "$files" | awk '
        NF == 0 { files = 1; next }
        !files { unit[$1] = 1; next }
        !($1 in unit)  { print $1, $2 }')
    printf '%s\n' "$names" | awk '$1 ~ /@\.service$/ { print "systemd|" $1 "|unknown|" $2 }'
    plain=$(printf '%s\n' "$names" | awk '$1 !~ /@\.service$/')
    [ -n "$plain" ] || return 0
    # shellcheck disable=SC2046
    states=$(systemctl show -p ActiveState $(printf '%s\n' "$plain" | cut -d ' ' -f 1) | sed -n 's/^ActiveState=//p')
    { printf '%s\n' "$states"; echo; printf '%s\n' "$plain"; } | awk '
        NF == 0 { names = 1; next }
        !names { state[++n] = $1; next }
        { print "systemd|" $1 "|" state[++m] "|" $2 }'
}

# list_chkconfig: the init scripts that chkconfig knows.
list_chkconfig() {
    LC_ALL=C chkconfig --list 2>/dev/null | sed -n 's/^\([^ \t]\{1,\}\)[ \t].*3:\(o[nf]*\).*/\1 \2/p' | while read -r name level; do
        if service "$name" status >/dev/null 2>&1 </dev/null; then state=running; else state=stopped; fi
        if [ "$level" = on ]; then status=enabled; else status=disabled; fi
        printf 'sysv|%s|%s|%s\n' "$name" "$state" "$status"
    done
}

# list_openrc: the services that OpenRC knows.
list_openrc() {
    levels=$(rc-update show -v 2>/dev/null)
    rc-status -a -s -m 2>/dev/null | grep '^ ' | tr -d '[]' | while read -r name state rest; do
        at=$(printf '%s\n' "$levels" | awk -F '|' -v name="$name" '{ gsub(/ /, "", $1) } $1 == name { print $2 }')
        printf 'openrc|%s|%s|%s\n' "$name" "$state" "$at"
    done
}
