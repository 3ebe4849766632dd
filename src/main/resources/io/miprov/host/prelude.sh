# The words that miprov speaks on a host: POSIX sh, loaded once per shell.
# Beyond POSIX it needs stat -c, sha256sum and base64, which GNU and busybox both have.

# --- states -----------------------------------------------------------------

# ensure MODE PROBE WANTED APPLY SHOW: one round trip that looks, acts if it must, and looks again.
# MODE is apply or check. Prints ok, or changed, the state before, \036 and what SHOW prints.
ensure() {
    before=$(eval "$2") || return 2
    if [ "$before" = "$3" ]; then
        printf 'ok\n'
        return 0
    fi
    shown=$(eval "$5") || shown=
    if [ "$1" = apply ]; then
        eval "$4" >&2 || return 1
        after=$(eval "$2") || return 2
        if [ "$after" != "$3" ]; then
            printf 'it did not come to the wanted state; it is\n%s\nand should be\n%s\n' "$after" "$3" >&2
            return 3
        fi
    fi
    printf 'changed\n%s\036%s' "$before" "$shown"
}

# run_unless MODE CREATES REMOVES SCRIPT: runs the script, unless CREATES is there or REMOVES is not.
# Prints one line (ran, or skipped and why) before anything else.
run_unless() {
    if [ -n "$2" ] && any_path "$2"; then
        printf 'skipped, since %s exists\n' "$2"
    elif [ -n "$3" ] && ! any_path "$3"; then
        printf 'skipped, since %s does not exist\n' "$3"
    elif [ "$1" = check ]; then
        printf 'skipped check mode\n'
    else
        printf 'ran\n'
        eval "$4"
    fi
}

# any_path PATTERN: whether something matches; only * ? [ ] mean anything.
any_path() {
    [ -e "$1" ] || [ -L "$1" ] && return 0
    IFS=
    for each_path in $1; do
        [ -e "$each_path" ] && return 0
    done
    return 1
}

# --- files ------------------------------------------------------------------

# attributes PATH MODE OWNER GROUP: prints what of the file is managed, a line each; what is empty is not.
attributes() {
    [ -z "$2" ] || printf 'mode %s\n' "$(mode_or_wanted "$1" "$2")"
    [ -z "$3" ] || printf 'owner %s\n' "$(name_or_id "$3" "$(stat -c %U "$1")" "$(stat -c %u "$1")")"
    [ -z "$4" ] || printf 'group %s\n' "$(name_or_id "$4" "$(stat -c %G "$1")" "$(stat -c %g "$1")")"
}

# wanted_attributes MODE OWNER GROUP: the same lines as they should be.
wanted_attributes() {
    [ -z "$1" ] || printf 'mode %s\n' "$1"
    [ -z "$2" ] || printf 'owner %s\n' "$2"
    [ -z "$3" ] || printf 'group %s\n' "$3"
}

# name_or_id WANTED NAME ID: prints the one of the two that is wanted, else the name.
name_or_id() {
    if [ "$1" = "$3" ]; then printf %s "$3"; else printf %s "$2"; fi
}

# mode_or_wanted PATH MODE: prints MODE when the file has it already, else the mode it has, four digits.
mode_or_wanted() {
    has=$(printf '%04o' "0$(stat -c %a "$1")")
    case $2 in
    [0-7]*) printf %s "$has" ;;
    *)
        like=$(mktemp "${TMPDIR:-/tmp}/.miprov.XXXXXX") || return 1
        if [ -d "$1" ]; then rm -f "$like"; mkdir "$like"; fi
        chmod "$has" "$like" && chmod "$2" "$like"
        if [ "$(printf '%04o' "0$(stat -c %a "$like")")" = "$has" ]; then printf %s "$2"; else printf %s "$has"; fi
        rm -rf "$like"
        ;;
    esac
}

# set_attributes PATH MODE OWNER GROUP: sets what is not empty.
set_attributes() {
    [ -z "$3$4" ] || chown "$3${4:+:$4}" "$1" || return 1
    [ -z "$2" ] || chmod "$2" "$1"
}

# read_file PATH MODE OWNER GROUP: prints its SHA-256 or absent; same or differs for its attributes; its bytes in base64.
read_file() {
    if [ -f "$1" ]; then
        sum=$(sha256sum <"$1") || return 1
        printf '%s\n' "${sum%% *}"
        if [ "$(attributes "$1" "$2" "$3" "$4")" = "$(wanted_attributes "$2" "$3" "$4")" ]; then echo same; else echo differs; fi
        base64 <"$1"
    elif [ -e "$1" ]; then
        printf '%s is not a regular file\n' "$1" >&2
        return 1
    else
        printf 'absent\ndiffers\n'
    fi
}

# put PATH MODE OWNER GROUP VALIDATE BACKUP BASE64: replaces a file in one step; a reader never sees half of it.
# An existing file keeps what is not given. With BACKUP the old one stays beside it, and its name is printed.
put() {
    target=$1
    [ ! -L "$target" ] || target=$(readlink -f "$target") || return 1
    new=$(mktemp "${target%/*}/.${target##*/}.miprov.XXXXXX") || return 1
    trap 'rm -f "$new"' EXIT
    printf %s "$7" | base64 -d >"$new" || return 1
    if [ -e "$target" ]; then
        chown "$(stat -c %u:%g "$target")" "$new" 2>/dev/null
        chmod "$(stat -c %a "$target")" "$new" || return 1
    else
        chmod "$(printf '%04o' $((0666 & ~$(umask))))" "$new" || return 1
    fi
    set_attributes "$new" "$2" "$3" "$4" || return 1
    if [ -n "$5" ]; then
        check=${5%%%s*}$new${5#*%s}
        eval "$check" >&2 || { printf 'refused by: %s\n' "$5" >&2; return 1; }
    fi
    if [ -n "$6" ] && [ -e "$target" ]; then
        kept=$target.$$.$(date +%Y-%m-%d@%H:%M:%S)~
        cp -p "$target" "$kept" || return 1
        printf '%s\n' "$kept"
    fi
    mv -f "$new" "$target" && trap - EXIT
}

# put_if PATH OLD_SHA MODE OWNER GROUP VALIDATE BACKUP BASE64: put, but only if the file is still the one that was read.
put_if() {
    if [ -f "$1" ]; then
        sum=$(sha256sum <"$1") || return 1
    else
        sum=absent
    fi
    if [ "${sum%% *}" != "$2" ]; then
        printf '%s was changed by somebody else just now; nothing was written\n' "$1" >&2
        return 1
    fi
    path=$1
    shift 2
    put "$path" "$@"
}
