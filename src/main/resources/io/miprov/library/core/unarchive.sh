# unarchive_state ARCHIVE DEST CREATES: there if CREATES is; same if all of the archive is in the folder already; else differs.
# An archive that is not there, or that nothing here can read, is a failure. No ARCHIVE: only CREATES counts.
unarchive_state() {
    if [ -n "$3" ] && any_path "$3"; then echo there; return 0; fi
    [ -n "$1" ] || { echo differs; return 0; }
    [ -f "$1" ] || { printf '%s does not exist on the host\n' "$1" >&2; return 1; }
    [ -d "$2" ] || { printf 'the folder %s does not exist\n' "$2" >&2; return 1; }
    if is_zip "$1"; then
        command -v unzip >/dev/null || { printf 'unzip is needed on the host to unpack %s\n' "$1" >&2; return 1; }
    fi
    if ! is_zip "$1" && tar --version 2>/dev/null | grep -q GNU; then
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

# is_zip ARCHIVE: whether its name says so.
is_zip() {
    case $1 in *.zip | *.jar | *.war | *.car) return 0 ;; *) return 1 ;; esac
}

# unarchive ARCHIVE DEST: unpacks an archive of the host; tar and unzip leave out what leads out of the folder.
unarchive() {
    case $1 in
    *.zip | *.jar | *.war | *.car) unzip -oq "$1" -d "$2" ;;
    *.gz | *.tgz) tar -xzf "$1" -C "$2" ;;
    *.bz2 | *.tbz2 | *.tbz) tar -xjf "$1" -C "$2" ;;
    *.xz | *.txz) tar -xJf "$1" -C "$2" ;;
    *) tar -xf "$1" -C "$2" ;;
    esac
}
