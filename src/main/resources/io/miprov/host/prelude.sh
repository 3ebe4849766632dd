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

# --- trees of files ---------------------------------------------------------

# list_tree ROOT PATH...: what is in a folder, for TreeListing to read: the umask, the free space, whether there is tar;
# a letter for each path (- nothing, f file, d folder, F and D links to such, l a link to nothing, o other, O a link to it); then
# mode|uid|gid|user|group of each that is there, the SHA-256 of each file, and each link's target in base64.
list_tree() {
    listed=$1
    shift
    near=$listed
    while [ ! -e "$near" ]; do
        case $near in /*) near=${near%/*} ;; *) near=. ;; esac
        [ -n "$near" ] || near=/
    done
    if [ ! -d "$near" ] || { [ -e "$listed" ] && [ ! -d "$listed" ]; }; then
        printf '%s is not a folder\n' "$near" >&2
        return 1
    fi
    umask
    printf '%s\n' "$(df -Pk "$near" 2>/dev/null | tail -n 1)"
    if command -v tar >/dev/null; then echo tar; else echo none; fi
    if [ ! -d "$listed" ]; then
        for each_path; do printf -; done
        echo
        return 0
    fi
    (
        cd "$listed" || exit 1
        for each_path; do kind_of "$each_path"; done
        echo
        for each_path; do
            [ ! -e "$each_path" ] || printf './%s\0' "$each_path"
        done | xargs -0 -r stat -L -c '%a|%u|%g|%U|%G' || exit 1
        for each_path; do
            [ ! -f "$each_path" ] || printf './%s\0' "$each_path"
        done | xargs -0 -r sha256sum || exit 1
        for each_path; do
            [ ! -L "$each_path" ] || { readlink "$each_path" | base64 | tr -d '\n'; echo; }
        done
    )
}

# kind_of PATH: prints the letter of list_tree.
kind_of() {
    if [ -L "$1" ]; then
        if [ -d "$1" ]; then printf D; elif [ -f "$1" ]; then printf F; elif [ -e "$1" ]; then printf O; else printf l; fi
    elif [ -f "$1" ]; then printf f
    elif [ -d "$1" ]; then printf d
    elif [ -e "$1" ]; then printf o
    else printf -
    fi
}

# list_others ROOT: every path below a folder, a line each; folders end in a slash, newlines in names become \1.
list_others() {
    printf '\036\n'
    [ -d "$1" ] || return 0
    (
        cd "$1" || exit 1
        find . ! -type d -print0 | tr '\n\0' '\1\n'
        find . -type d ! -path . -print0 | tr '\n\0' '\1\n' | sed 's:$:/:'
    )
}

# list_ours MANIFEST: the paths that an earlier run put there.
list_ours() {
    printf '\036\n'
    [ ! -f "$1" ] || cat "$1"
}

# list_donor FOLDER: the SHA-256 of every file below it, as sha256sum prints them.
list_donor() {
    printf '\036\n'
    [ ! -d "$1" ] || (cd "$1" && find . -type f -exec sha256sum {} +)
}

# link_to TARGET PATH: a symbolic link, in one step where mv has -T.
link_to() {
    link=$2.miprov.$$
    rm -f "$link" && ln -s "$1" "$link" || return 1
    mv -fT "$link" "$2" 2>/dev/null && return 0
    rm -f "$2" && mv -f "$link" "$2"
}

# change_tree ROOT PLAN: carries out a plan of TreeScript that brings no files.
change_tree() {
    mkdir -p "$1" && root=$(cd "$1" && pwd) && cd "$root" || return 1
    eval "$2"
}

# receive_tree ROOT SUM: takes a stream of TreeScript from standard input. Nothing is touched before all of it has come
# and every file has the digest it should have; SUM is the digest of the list of those digests.
receive_tree() {
    mkdir -p "$1" && root=$(cd "$1" && pwd) || return 1
    beside=${root%/*}
    if [ ! -w "$beside/" ] || [ "$(stat -c %d "$beside/")" != "$(stat -c %d "$root")" ]; then beside=$root; fi
    find "$beside/" -maxdepth 1 -name ".${root##*/}.miprov.??????" -mtime +0 -exec rm -rf {} + 2>/dev/null
    stage=$(mktemp -d "$beside/.${root##*/}.miprov.XXXXXX") || return 1
    trap 'cd / && rm -rf "$stage"' EXIT
    trap 'exit 129' HUP INT TERM
    if ! said=$(tar -xmof - -C "$stage" 2>&1); then
        printf 'the files for %s could not be unpacked; none was put in place:\n%s\n' "$root" "$said" | tail -n 4 >&2
        return 1
    fi
    sum=$(sha256sum <"$stage/sums") || return 1
    if [ "${sum%% *}" != "$2" ] || ! (cd "$stage" && sha256sum -c sums >/dev/null 2>&1); then
        printf 'the files for %s did not arrive whole; none was put in place\n' "$root" >&2
        return 1
    fi
    cd "$root" && . "$stage/plan"
}

# from_stage FOLDER FILE...: puts files that came with the stream into a folder.
from_stage() {
    to=$1
    shift
    (cd "$stage" && mv -f "$@" "$root/$to/")
}

# --- releases ---------------------------------------------------------------

# releases BASE JAVA_HOME: what BASE/releases has, a line each: current and previous (where these links point to), java (the
# version at JAVA_HOME), release DIGEST NAME for each that was unpacked by us, the newest first, and foreign NAME for others.
releases() {
    for each in current previous; do
        if [ -e "$1/$each" ] && [ ! -L "$1/$each" ]; then
            printf '%s is no symbolic link; move it away, since it will point to the release that runs\n' "$1/$each" >&2
            return 1
        fi
        to=$(readlink "$1/$each")
        printf '%s %s\n' "$each" "${to#"$1/"}"
    done
    [ -z "$2" ] || printf 'java %s\n' "$(java_version "$2")"
    [ -d "$1/releases" ] || return 0
    find "$1/releases" -mindepth 2 -maxdepth 2 -name .miprov-release -exec ls -1t {} + | while read -r each; do
        read -r digest <"$each"
        each=${each%/*}
        case $each in */.*.new) ;; *) printf 'release %s %s\n' "$digest" "${each##*/}" ;; esac
    done
    for each in "$1/releases"/*; do
        [ ! -e "$each" ] || [ -e "$each/.miprov-release" ] || printf 'foreign %s\n' "${each##*/}"
    done
}

# java_version JAVA_HOME: the version of a JDK; nothing when there is none.
java_version() {
    [ -x "$1/bin/java" ] || return 0
    version=$(sed -n 's/^JAVA_VERSION="\(.*\)".*/\1/p' "$1/release" 2>/dev/null)
    [ -n "$version" ] || version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
    printf %s "$version"
}

# carry_over OLD NEW MARKER PATH...: copies the files below these paths of OLD that were added or changed since it was
# unpacked; MARKER has the digests of what was shipped. Without it, nothing that NEW has is replaced.
carry_over() {
    old=$1 into=$2 shipped=$3
    shift 3
    [ -d "$old" ] || return 0
    for each; do
        [ -e "$old/$each" ] || continue
        (cd "$old" && find "./$each" -type f -exec sha256sum {} +) || return 1
    done | if [ -f "$shipped" ]; then grep -vxFf "$shipped"; else cat; fi | while IFS= read -r each; do
        case $each in
        \\*)
            printf 'a file name that can not be carried over: %s\n' "${each#*  }" >&2
            return 1
            ;;
        esac
        each=${each#*  ./}
        [ -f "$shipped" ] || [ ! -e "$into/$each" ] || continue
        case $each in */*) mkdir -p "$into/${each%/*}" || return 1 ;; esac
        cp -p "$old/$each" "$into/$each" || return 1
    done
}

# forget_unready RELEASES: deletes what was left behind by runs that were cut off more than a day ago.
forget_unready() {
    find "$1" -maxdepth 1 -name '.*.new' -mtime +0 -exec rm -rf {} +
}
