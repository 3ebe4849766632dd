# unarchive_work MODE ARCHIVE DEST CREATES PLAIN LIST: unpacks an archive of the host, or of an address, into a folder, with the
# words tar_in and zip_in, which know the options; PLAIN when there are none. In the MODE check nothing is unpacked. Prints
# there if CREATES is, same or differs, then the names in the archive.
unarchive_work() (
    packed=$2
    plain=$5
    if [ -n "$4" ] && any_path "$4"; then echo there; exit; fi
    case $2 in
    *://*)
        work=$(mktemp -d "${TMPDIR:-/tmp}/.miprov.XXXXXX") || exit 1
        trap 'rm -rf "$work"' EXIT
        trap 'exit 129' HUP INT TERM PIPE
        name=${2%%[?#]*}
        packed=$work/${name##*/}
        answer=$(fetch_url "$packed" "$work/.head") || exit 1
        case $answer in
        200\ *) ;;
        *)
            printf 'Failure downloading %s, HTTP Error %s\n' "$2" "${answer%% *}" >&2
            exit 1
            ;;
        esac
        ;;
    esac
    state=$(unarchive_state "$packed" "$3" '') || exit 1
    if [ "$state" = differs ] && [ "$1" = apply ]; then
        unarchive "$packed" "$3" || exit 1
    fi
    printf '%s\n' "$state"
    if [ -n "$6" ]; then
        if is_zip "$packed"; then zip_names "$packed"; else tar -tf "$packed"; fi
    fi
)

# unarchive_state ARCHIVE DEST CREATES: there if CREATES is; same if all of the archive is in the folder already; else differs.
# An archive that is not there, or that nothing here can read, is a failure. No ARCHIVE: only CREATES counts.
unarchive_state() {
    if [ -n "$3" ] && any_path "$3"; then echo there; return 0; fi
    [ -n "$1" ] || { echo differs; return 0; }
    [ -f "$1" ] || { printf '%s does not exist on the host\n' "$1" >&2; return 1; }
    [ -d "$2" ] || { printf 'the folder %s does not exist\n' "$2" >&2; return 1; }
    if is_zip "$1"; then
        command -v unzip >/dev/null || { printf "Unable to find required 'unzip' binary in the path, to unpack %s\n" "$1" >&2; return 1; }
    fi
    if ! is_zip "$1" && [ -n "$plain" ] && tar --version 2>/dev/null | grep -q GNU; then
        if tar -df "$1" -C "$2" >/dev/null 2>&1; then echo same; else echo differs; fi
        return 0
    fi
    (
        try=$(mktemp -d "${TMPDIR:-/tmp}/.miprov.XXXXXX") || exit 1
        trap 'rm -rf "$try"' EXIT
        unarchive "$1" "$try" || exit 1
        if same_tree "$try" "$2"; then echo same; else echo differs; fi
    )
}

# zip_names ARCHIVE: the names in it, a line each; the list stands between two lines of dashes.
zip_names() {
    unzip -l "$1" | awk '/^[ -]*--[ -]*$/ { inside = !inside; next } inside { sub(/^ *[0-9]+ +[^ ]+ +[^ ]+ +/, ""); print }'
}

# is_zip ARCHIVE: whether its name says so.
is_zip() {
    case $1 in *.zip | *.jar | *.war | *.car) return 0 ;; *) return 1 ;; esac
}

# unarchive ARCHIVE DEST: unpacks an archive of the host; tar and unzip leave out what leads out of the folder.
unarchive() {
    case $1 in
    *.zip | *.jar | *.war | *.car) zip_in "$1" "$2" ;;
    *.gz | *.tgz) tar_in -xzf "$1" "$2" ;;
    *.bz2 | *.tbz2 | *.tbz) tar_in -xjf "$1" "$2" ;;
    *.xz | *.txz) tar_in -xJf "$1" "$2" ;;
    *) tar_in -xf "$1" "$2" ;;
    esac >&2
}
