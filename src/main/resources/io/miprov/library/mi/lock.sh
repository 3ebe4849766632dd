# A lock is a folder of numbered files, of which the highest says who holds it, or that it is free. Whoever takes or frees it adds
# the next number by ln, which only one of several can do; the highest is never taken away, so that nobody builds on an older one.

# own_life: prints the process that we live by here (the log-in over SSH, or the program that runs us): the first above us that is
# no shell and no sudo; with its start in clock ticks, and the boot of the machine.
own_life() {
    up=$$
    while [ "$up" -gt 0 ] && read -r life <"/proc/$up/stat"; do
        name=${life#*(}
        # shellcheck disable=SC2086
        set -- ${life##*) }
        case ${name%)*} in
        sh | dash | bash | ash | busybox | ksh | mksh | zsh | yash | sudo | su | doas | runuser) up=$2 ;;
        *)
            printf '%s %s %s' "$up" "${20}" "$(cat /proc/sys/kernel/random/boot_id)"
            return
            ;;
        esac
    done 2>/dev/null
    printf '0 0 -'
}

# lives PROCESS START BOOT: prints whether that process lives: yes, no, or unknown when nobody can tell.
lives() {
    boot=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)
    if [ -z "$boot" ] || [ "$3" = - ]; then
        echo unknown
    elif [ "$3" != "$boot" ]; then
        echo no
    elif read -r life <"/proc/$1/stat"; then
        start=$2
        # shellcheck disable=SC2086
        set -- ${life##*) }
        if [ "${20}" = "$start" ] && [ "$1" != Z ]; then echo yes; else echo no; fi
    elif [ -r /proc/1/stat ]; then
        echo no
    else
        echo unknown
    fi 2>/dev/null
}

# newest FOLDER: sets newest to the highest number in a lock's folder; 0: there is none.
newest() {
    newest=0
    for each in "$1"/[1-9]*; do
        case ${each##*/} in *[!0-9]*) continue ;; esac
        [ "${each##*/}" -le "$newest" ] || newest=${each##*/}
    done
}

# look_lock FOLDER TOKEN: sets newest; token, who, what, since and life, as the lines of the newest file have them; says, to what the
# lock is: free, ours (and our connection is the one it names), again (ours, over a connection that is no more) or held; and living,
# to what lives says of the holder. A file that a power cut left empty says nothing, and names nobody who lives.
look_lock() {
    content=''
    while newest "$1" && [ "$newest" -gt 0 ]; do
        content=$(cat "$1/$newest" 2>/dev/null) && break
    done
    says=held token='' who='' what='' since='' life='' living=no
    [ "$newest" -gt 0 ] || says=free
    while read -r key value; do
        case $key in
        state) says=$value ;;
        token) token=$value ;;
        who) who=$value ;;
        what) what=$value ;;
        since) since=$value ;;
        life) life=$value ;;
        esac
    done <<END
$content
END
    [ "$says" = held ] || return 0
    # shellcheck disable=SC2086
    [ -z "$life" ] || living=$(lives $life)
    if [ -n "$2" ] && [ "$token" = "$2" ]; then
        if [ "$life" = "$(own_life)" ]; then says=ours; else says=again; fi
    fi
}

# print_lock FOLDER: prints what look_lock found, in five lines.
print_lock() {
    printf '%s %s %s\n%s\n%s\n%s\n%s\n' "${1##*/}" "$says" "$living" "$token" "$who" "$what" "$since"
}

# tell_lock FOLDER TOKEN: looks and prints.
tell_lock() {
    look_lock "$1" "$2"
    print_lock "$1"
}

# tell_locks FOLDER: the same of every lock in a folder.
tell_locks() {
    for lock in "$1"/*/; do
        [ ! -d "$lock" ] || tell_lock "${lock%/}" ''
    done
}

# add_lock FOLDER STATE TOKEN WHO WHAT: adds the next number after newest, and takes the older ones away. Fails when another was
# faster.
add_lock() {
    fresh=$(mktemp "$1/.XXXXXX") || exit 1
    printf 'state %s\ntoken %s\nwho %s\nwhat %s\nsince %s\nlife %s\n' "$2" "$3" "$4" "$5" "$(date -u '+%Y-%m-%dT%H:%M:%SZ')" \
        "$(own_life)" >"$fresh" || exit 1
    mine=$((newest + 1))
    chmod 644 "$fresh" && ln "$fresh" "$1/$mine"
    added=$?
    rm -f "$fresh"
    [ $added -eq 0 ] || return 1
    newest "$1"
    if [ "$newest" -ne $mine ]; then
        rm -f "$1/$mine"
        return 1
    fi
    rm -f "$1"/.??????
    for each in "$1"/[1-9]*; do
        [ "${each##*/}" -ge $mine ] || rm -f "$each"
    done
} 2>/dev/null

# take_lock FOLDER TOKEN WHO WHAT WAIT GONE...: takes a lock for TOKEN as soon as it is free, or its holder is gone or one of GONE;
# waits for that for WAIT seconds. Prints taken or busy, the seconds it waited, and what was there before, as print_lock does.
take_lock() {
    folder=$1 ours=$2 ourselves=$3 purpose=$4 limit=$5 began=$(date +%s) told=''
    shift 5
    mkdir -p "$folder" || return 1
    [ -w "$folder" ] || {
        printf '%s can not be written to by %s; become root\n' "$folder" "$(id -un)" >&2
        return 1
    }
    while :; do
        look_lock "$folder" "$ours"
        over=$living
        for each; do
            [ "$token" != "$each" ] || over=no
        done
        waited=$(($(date +%s) - began))
        if [ "$says" != held ] || [ "$over" = no ]; then
            if add_lock "$folder" held "$ours" "$ourselves" "$purpose"; then
                printf 'taken %s\n' "$waited"
                print_lock "$folder"
                return
            fi
        elif [ "$waited" -ge "$limit" ]; then
            printf 'busy %s\n' "$waited"
            print_lock "$folder"
            return
        else
            [ -n "$told" ] || printf 'waits for %s (%s), who holds the lock since %s\n' "$who" "$what" "$since" >&2
            told=yes
            sleep 1
        fi
    done
}

# free_lock FOLDER TOKEN WHO FORCE: frees a lock that TOKEN holds; with FORCE, whoever holds it. Prints freed or busy, 0, and what was
# there before, as print_lock does.
free_lock() {
    while :; do
        look_lock "$1" "$2"
        if [ "$says" = held ] && [ -z "$4" ]; then
            printf 'busy 0\n'
            print_lock "$1"
            return
        fi
        if [ "$says" = free ] || add_lock "$1" free "$2" "$3" 'freed'; then
            printf 'freed 0\n'
            print_lock "$1"
            return
        fi
    done
}
