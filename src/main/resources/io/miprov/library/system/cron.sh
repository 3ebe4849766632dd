# need_crontab: says what to do where there is none.
need_crontab() {
    command -v crontab >/dev/null && return
    printf 'the host has no crontab; install cron first with a package task\n' >&2
    return 90
}

# crontab_for USER ARGUMENT...: crontab of that user; empty: of this one.
crontab_for() {
    whose=$1
    shift
    if [ -n "$whose" ] && [ "$whose" != "$(id -un)" ]; then set -- -u "$whose" "$@"; fi
    crontab "$@"
}

# crontab_of USER: the crontab of a user; nothing when there is none, which crontab tells by 1.
crontab_of() {
    need_crontab || return
    all=$(crontab_for "$1" -l 2>/dev/null; printf '.%s' $?)
    case ${all##*.} in
    0) printf %s "${all%.*}" ;;
    1) ;;
    *) crontab_for "$1" -l ;;
    esac
}

# set_crontab USER BASE64: makes this the crontab of a user.
set_crontab() {
    printf %s "$2" | base64 -d | crontab_for "$1" -
}

# keep_crontab BASE64: puts it into a file of its own, and prints its name.
keep_crontab() {
    kept=$(mktemp "${TMPDIR:-/tmp}/crontab.XXXXXX") || return 1
    printf %s "$1" | base64 -d >"$kept" && printf '%s\n' "$kept"
}
