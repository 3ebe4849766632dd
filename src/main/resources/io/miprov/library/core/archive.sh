# archive MODE FORMAT DEST FORCE REMOVE: packs what the word sources names, without what the words excluded and patterns name;
# nothing stays in the MODE check. Prints changed or ok|the state|the root of the names in the archive, the file_state of the
# archive, then lines that begin with p (a source), x (a path that was left out), m (missing) or a (in the archive).
archive() (
    mode=$1 format=$2 dest=$3 force=$4 remove=$5
    work=$(mktemp -d "${TMPDIR:-/tmp}/.miprov.XXXXXX") || exit 1
    trap 'cd / && rm -rf "$work"' EXIT
    trap 'exit 129' HUP INT TERM
    sources each_match >"$work/p"
    excluded each_match >"$work/x"
    : >"$work/m"
    : >"$work/found"
    while IFS= read -r each; do
        if [ -e "$each" ] || [ -L "$each" ]; then printf '%s\n' "${each%/}"; else printf '%s\n' "$each" >>"$work/m"; fi
    done <"$work/p" | if [ -s "$work/x" ]; then grep -vxFf "$work/x"; else cat; fi >"$work/found"
    tool=$format
    case $format in gz) tool=gzip ;; bz2) tool=bzip2 ;; esac
    if [ "$format" != tar ] && ! command -v "$tool" >/dev/null; then
        printf '%s is needed on the host to make this archive; install it first with a package task\n' "$tool" >&2
        exit 1
    fi
    one=$(head -n 1 "$work/found")
    single=
    if [ "$(wc -l <"$work/found")" -eq 1 ] && [ -f "$one" ] && [ -z "$force" ]; then single=yes; fi
    if [ -z "$dest" ]; then
        if [ -z "$single" ]; then
            printf 'Error, must specify "dest" when archiving multiple files or trees\n' >&2
            exit 1
        fi
        dest=$one.$format
    fi
    if [ ! -s "$work/found" ]; then
        [ -e "$dest" ] || { printf 'Error, no source paths were found\n' >&2; exit 1; }
        tell_archive ok archive ''
        exit
    fi
    root=$(root_of "$work/found")
    if [ -n "$single" ]; then
        printf '%s\n' "$one" >"$work/a"
        names=${one##*/}
    else
        names_in "$root" "$work/found" "$dest" >"$work/names"
        sed "s:^:$(printf %s "$root" | sed 's/[\\&:]/\\&/g'):" "$work/names" >"$work/a"
    fi
    pack "$work/new" || exit 1
    state=archive
    [ ! -s "$work/m" ] || state=incomplete
    [ -z "$single" ] || [ "$format" = zip ] || [ "$format" = tar ] || state=compress
    verdict=ok
    same_archive "$work/new" "$dest" || verdict=changed
    if [ "$verdict" = changed ] && [ "$mode" = apply ]; then
        take_in "$dest" '' '' '' '' '' '' '' <"$work/new" || exit 1
    fi
    if [ -n "$remove" ]; then
        verdict=changed
        [ "$mode" = check ] || while IFS= read -r each; do rm -rf -- "$each" || exit 1; done <"$work/found" || exit 1
    fi
    tell_archive "$verdict" "$state" "$root"
)

# tell_archive VERDICT STATE ROOT
tell_archive() {
    printf '%s|%s|%s\n' "$1" "$2" "$3"
    file_state "$dest" follow '' || return 1
    for list in p x m a; do
        [ ! -f "$work/$list" ] || sed "s/^/$list /" "$work/$list"
    done
}

# each_match PATTERN...: every path that matches, a line each; a pattern that none matches stands for itself.
each_match() (
    IFS=
    for pattern; do
        for match in $pattern; do printf '%s\n' "$match"; done
    done
)

# root_of LIST: the folder that all the paths of a list are in, with a slash at its end.
root_of() {
    awk '
        { sub(/[^\/]*$/, "") }
        NR == 1 { root = $0; next }
        { while (substr($0, 1, length(root)) != root) { sub(/[^\/]*\/$/, "", root); if (root == "") exit } }
        END { print root }' "$1"
}

# names_in ROOT LIST DEST: what goes into the archive, by its path below the root, sorted; never the archive itself.
names_in() (
    cd -- "${1:-.}" || exit 1
    while IFS= read -r each; do find "${each#"$1"}"; done <"$2" | LC_ALL=C sort -u | while IFS= read -r name; do
        [ "$1$name" != "$3" ] && ! left_out "$1$name" "$name" && printf '%s\n' "$name"
    done
    :
)

# left_out PATH NAME: whether it is excluded, or below what is.
left_out() {
    while IFS= read -r not; do
        case $1 in "${not%/}" | "${not%/}"/*) return 0 ;; esac
    done <"$work/x"
    patterns any_pattern "$2"
}

# any_pattern NAME PATTERN...: whether the name matches one of them.
any_pattern() {
    name_to_match=$1
    shift
    for pattern; do
        # shellcheck disable=SC2254
        case $name_to_match in $pattern) return 0 ;; esac
    done
    return 1
}

# pack FILE: makes the archive.
pack() {
    if [ -n "$single" ]; then
        case $format in
        tar) (cd -- "$root" && tar -cf "$1" "./${one##*/}") ;;
        zip) (cd -- "$root" && zip -q -X "$1.zip" "./${one##*/}" >&2 && mv "$1.zip" "$1") ;;
        *) "$tool" -c <"$one" >"$1" ;;
        esac
        return
    fi
    case $format in
    tar) tar_of_names "$1" ;;
    zip) (cd -- "${root:-.}" && zip -q -X -y "$1.zip" -@ <"$work/names" >&2 && mv "$1.zip" "$1") ;;
    *) tar_of_names "$1.tar" && "$tool" -c <"$1.tar" >"$1" ;;
    esac
}

# tar_of_names FILE: a tar of the names, which busybox takes as arguments only.
tar_of_names() {
    if tar --version 2>/dev/null | grep -q GNU; then
        tar -cf "$1" -C "${root:-.}" --no-recursion -T "$work/names"
        return
    fi
    while IFS= read -r name; do set -- "$@" "$name"; done <"$work/names"
    made=$1
    shift
    tar -cf "$made" -C "${root:-.}" --no-recursion "$@"
}

# same_archive NEW OLD: whether both have the same files with the same content.
same_archive() {
    [ -f "$2" ] || return 1
    if [ -n "$single" ] && [ "$format" != zip ] && [ "$format" != tar ]; then
        "$tool" -dc <"$2" 2>/dev/null | cmp -s - "$one"
        return
    fi
    mkdir "$work/one" "$work/two" && unpack "$1" "$work/one" && unpack "$2" "$work/two" || return 1
    same_tree "$work/one" "$work/two" && same_tree "$work/two" "$work/one"
}

# unpack ARCHIVE FOLDER
unpack() {
    case $format in
    tar) tar -xf "$1" -C "$2" ;;
    zip) unzip -q "$1" -d "$2" ;;
    *) "$tool" -dc <"$1" | tar -xf - -C "$2" ;;
    esac >/dev/null 2>&1
}
