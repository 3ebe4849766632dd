# apt_keys KEYRING: the keys that apt trusts, the last 16 digits of each, a line each.
apt_keys() {
    if ! command -v apt-key >/dev/null || ! command -v gpg >/dev/null; then
        printf 'apt_key needs apt-key and gpg on the host; install gnupg first with a package task\n' >&2
        return 1
    fi
    listed=$(apt-key ${1:+--keyring "$1"} adv --list-public-keys --keyid-format=long 2>/dev/null) || return 1
    printf '%s\n' "$listed" | awk '/^(pub|sub)/ && !/expired/ { split($2, part, "/"); print part[2] }'
}

# key_to FILE KIND WHERE: puts a key into a file: of a file, of base64, or from a URL (insecure: whatever its certificate).
key_to() {
    case $2 in
    file) cat -- "$3" >"$1" ;;
    data) printf %s "$3" | base64 -d >"$1" ;;
    url) download "$3" "$1" '' ;;
    insecure) download "$3" "$1" insecure ;;
    esac
}

# download URL FILE INSECURE: by curl, wget, or apt's own helper.
download() {
    if command -v curl >/dev/null; then
        curl -fsSL ${3:+-k} -o "$2" -- "$1" >&2
    elif command -v wget >/dev/null; then
        wget -q ${3:+--no-check-certificate} -O "$2" -- "$1" >&2
    elif [ -x /usr/lib/apt/apt-helper ]; then
        /usr/lib/apt/apt-helper ${3:+-o Acquire::https::Verify-Peer=false -o Acquire::https::Verify-Host=false} \
            download-file "$1" "$2" >/dev/null
    else
        printf 'to get %s the host needs curl or wget\n' "$1" >&2
        return 1
    fi || { printf 'could not get %s\n' "$1" >&2; return 1; }
}

# key_id KIND WHERE: the identifier of the first key in there.
key_id() (
    key=$(mktemp) || exit 1
    trap 'rm -f -- "$key"' EXIT
    key_to "$key" "$@" || exit 1
    id=$(gpg --with-colons "$key" 2>/dev/null | awk -F : '/^(pub|sub)/ && $2 != "e" { print $5; exit }')
    if [ -z "$id" ]; then
        printf 'there is no key in it: %s\n' "$(head -c 60 "$key" | head -n 1 | tr -cd '[:print:]')" >&2
        exit 1
    fi
    printf '%s\n' "$id"
)

# add_key KEYRING ID KIND WHERE: has apt trust a key.
add_key() (
    ring=$1
    id=$2
    shift 2
    if [ "$1" = keyserver ]; then
        apt-key ${ring:+--keyring "$ring"} adv --no-tty --keyserver "$2" --recv "$id" >&2
        exit
    fi
    key=$(mktemp) || exit 1
    trap 'rm -f -- "$key"' EXIT
    key_to "$key" "$@" || exit 1
    said=$(apt-key ${ring:+--keyring "$ring"} add "$key" 2>&1) || { printf '%s\n' "$said" >&2; exit 1; }
)

# delete_key KEYRING ID: has apt trust it no longer.
delete_key() {
    apt-key ${1:+--keyring "$1"} del "$2" >/dev/null 2>&1
}

# apt_sources: the files with sources, each as \036, its path, and its text.
apt_sources() {
    for each in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -f "$each" ] || continue
        printf '\036%s\n' "$each"
        cat "$each"
    done
}

# refresh_lists TRIES MOST: apt-get update, again after ever longer waits of at most MOST seconds.
refresh_lists() {
    tries=$1
    wait=1
    while ! said=$(apt-get -q -y -o DPkg::Lock::Timeout=60 update 2>&1 </dev/null); do
        tries=$((tries - 1))
        if [ "$tries" -le 0 ]; then
            printf '%s\n' "$said" | grep -E '^(E|Err|W):?' | tail -n 8 >&2
            return 1
        fi
        sleep "$wait"
        wait=$((wait * 2))
        [ "$wait" -le "$2" ] || wait=$2
    done
}

# or_undo SCRIPT UNDO: runs the script; when it fails, runs the other and fails.
or_undo() {
    eval "$1" && return 0
    eval "$2"
    return 1
}
