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

# run_unless MODE CREATES REMOVES SCRIPT FOLDER: runs the script in FOLDER if that is not empty, unless CREATES is there or
# REMOVES is not. Prints one line (ran, skipped and why, or lost and why it can not be in FOLDER) before anything else.
run_unless() {
    # shellcheck disable=SC2164
    if [ -n "$5" ] && ! cd -P -- "$5" 2>/dev/null; then
        if [ ! -e "$5" ]; then why='No such file or directory'
        elif [ ! -d "$5" ]; then why='Not a directory'
        else why='Permission denied'
        fi
        printf 'lost %s\n' "$why"
        return 1
    elif [ -n "$2" ] && any_path "$2"; then
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

# run_script SHELL TEXT [ARGUMENT...]: runs a script in a shell of its own; it is in no argument list, where secrets would be seen.
# $0 in it is the shell, as with -c, if the shell is one that can be told so.
run_script() {
    with_shell=$1
    script_text=$2
    shift 2
    case ${with_shell##*/} in
        sh | ash | bash | dash | ksh* | mksh | zsh) set -- -c 'eval "$(cat <&3)" 3<&-' "$with_shell" "$@" ;;
        *) set -- /dev/fd/3 "$@" ;;
    esac
    "$with_shell" "$@" 3<<end_of_script
$script_text
end_of_script
}

# any_path PATTERN: whether something matches; only * ? [ ] mean anything.
any_path() (
    [ -e "$1" ] || [ -L "$1" ] && exit 0
    IFS=
    for match in $1; do
        [ -e "$match" ] && exit 0
    done
    exit 1
)

# --- files ------------------------------------------------------------------

# file_state PATH FOLLOW DIGEST: what is at a path, in a line for FileState to read:
# kind|mode|uid|gid|owner|group|size|SHA-256 if DIGEST|link target|umask|path; the last but one and the path in base64.
# Links are followed if FOLLOW is not empty, except those to nothing.
file_state() {
    is=other; to=; sum=; look=
    if [ -L "$1" ] && { [ -z "$2" ] || [ ! -e "$1" ]; }; then
        is='link'
        to=$(readlink -n -- "$1" | base64) || return 1
    elif [ -f "$1" ]; then
        is='file'
        [ -z "$3" ] || sum=$(sha256sum <"$1") || return 1
    elif [ -d "$1" ]; then is=directory
    elif [ ! -e "$1" ]; then is=absent
    fi
    if [ "$is" = absent ]; then
        has='0|0|0|||0'
    else
        [ "$is" = link ] || look=-L
        has=$(stat $look -c '%a|%u|%g|%U|%G|%s' -- "$1") || return 1
    fi
    at=$(printf %s "$1" | base64) || return 1
    one_line "$is|$has|${sum%% *}|$to|$(umask)|$at"
}

# one_line TEXT: prints it without the ends of its lines.
one_line() {
    case $1 in
    *'
'*) printf %s "$1" | tr -d '\n'; echo ;;
    *) printf '%s\n' "$1" ;;
    esac
}

# folder_of PATH: prints the folder that it is in, with a slash at the end.
folder_of() {
    case $1 in
    */*) printf %s/ "${1%/*}" ;;
    *) printf ./ ;;
    esac
}

# free_kb FOLDER: prints how much room is there, or nothing when that can not be known.
free_kb() {
    df -Pk "$1" 2>/dev/null | awk 'NR == 2 && $4 ~ /^[0-9]+$/ { print $4 }'
}

# place_state DEST NAME FOLLOW SHOWN: what Put asks. A folder (or a path that ends with a slash) means the file NAME in it.
# Prints the file_state, whether its folder is there, the room in it, and its bytes in base64 if they are at most SHOWN.
place_state() {
    place=$1
    if [ -n "$2" ]; then
        case $place in
        */) place=$place$2 ;;
        *) [ ! -d "$place" ] || place=$place/$2 ;;
        esac
    fi
    [ -z "$3" ] || [ ! -L "$place" ] || place=$(readlink -f -- "$place") || return 1
    in_folder=$(folder_of "$place"; echo .)
    in_folder=${in_folder%.}
    file_state "$place" follow digest || return 1
    if [ -d "$in_folder" ]; then echo there; free=$(free_kb "$in_folder"); else echo none; free=; fi
    printf '%s\n' "$free"
    [ -z "$4" ] || [ ! -f "$place" ] || [ "$(stat -L -c %s -- "$place")" -gt "$4" ] || base64 <"$place"
}

# read_file PATH: what Edit asks: the file_state, links followed, and the bytes in base64.
read_file() {
    file=$1
    [ ! -L "$file" ] || file=$(readlink -f -- "$file") || return 1
    file_state "$file" follow digest || return 1
    [ ! -f "$file" ] || base64 <"$file"
}

# fetch_state PATH SUM SMALL: what Fetch asks: the file_state, links followed, and the bytes in base64 if their SHA-256 is not
# SUM and they are at most SMALL.
fetch_state() {
    state=$(file_state "$1" follow digest) || return 1
    printf '%s\n' "$state"
    [ -f "$1" ] || return 0
    case $state in *"|$2|"*) [ -z "$2" ] || return 0 ;; esac
    [ "$(stat -L -c %s -- "$1")" -gt "$3" ] || base64 <"$1"
}

# read_part PATH BLOCK SKIP COUNT: some blocks of a file in base64.
read_part() {
    { dd bs="$2" skip="$3" count="$4" <"$1" 2>/dev/null || printf 'can not read %s\n' "$1" >&2; } | base64
}

# home_of USER: prints the home of a user, or ~USER when there is no such user.
home_of() {
    home=$(awk -F: -v user="$1" '$1 == user { print $6; exit }' /etc/passwd)
    [ -n "$home" ] || home=$({ getent passwd "$1" || echo ::::: ; } 2>/dev/null | cut -d : -f 6)
    printf %s "${home:-~$1}"
}

# set_attributes PATH MODE OWNER GROUP: sets what is not empty. A mode of five digits also clears the set-id bits of folders.
set_attributes() {
    [ -z "$3$4" ] || chown -- "$3${4:+:$4}" "$1" || return 1
    [ -z "$2" ] || chmod -- "0$2" "$1"
}

# take_in PATH OLD MODE OWNER GROUP VALIDATE BACKUP SHA: replaces a file by standard input in one step; a reader never sees half of it.
# It must still be OLD (a SHA-256 or absent; empty: whatever it is), what comes must be SHA (empty: whatever comes), and
# VALIDATE, with %s for the new file, must succeed. What is not given stays as it is. With BACKUP the old file stays beside it;
# its name is printed.
take_in() (
    to=$1
    if [ -n "$2" ]; then
        if [ -f "$to" ]; then was=$(sha256sum <"$to") || exit 1; else was=absent; fi
        if [ "${was%% *}" != "$2" ]; then
            printf '%s was changed by somebody else just now; nothing was written\n' "$to" >&2
            exit 1
        fi
    fi
    beside=$(folder_of "$to"; echo .)
    beside=${beside%.}
    new=$(mktemp "$beside.${to##*/}.miprov.XXXXXX") || { printf 'can not write into %s\n' "$beside" >&2; exit 1; }
    trap 'rm -f -- "$new"' EXIT
    trap 'exit 129' HUP INT TERM PIPE
    cat >"$new" || { printf '%s was not written\n' "$to" >&2; exit 1; }
    if [ -n "$8" ]; then
        sum=$(sha256sum <"$new") || exit 1
        if [ "${sum%% *}" != "$8" ]; then
            printf 'what came for %s is not whole; nothing was written\n' "$to" >&2
            exit 1
        fi
    fi
    if [ -e "$to" ]; then
        chown "$(stat -L -c %u:%g -- "$to")" "$new" 2>/dev/null
        chmod "$(stat -L -c %a -- "$to")" "$new" || exit 1
        keep_acl "$to" "$new" || exit 1
    else
        chmod "$(printf '%04o' $((0666 & ~$(umask))))" "$new" || exit 1
    fi
    set_attributes "$new" "$3" "$4" "$5" || exit 1
    validate "$6" "$new" || exit 1
    if [ -n "$7" ] && [ -e "$to" ]; then
        kept=$to.$$.$(date +%Y-%m-%d@%H:%M:%S)~
        cp -p -- "$to" "$kept" || exit 1
        printf '%s\n' "$kept"
    fi
    mv -f -- "$new" "$to"
)

# keep_acl OLD NEW: NEW gets the access control list that OLD has beyond its permissions, where the host knows of such.
keep_acl() {
    command -v getfacl >/dev/null && command -v setfacl >/dev/null || return 0
    acl=$(getfacl -cps -- "$1" 2>/dev/null)
    [ -z "$acl" ] || printf '%s\n' "$acl" | setfacl --set-file=- -- "$2"
}

# validate COMMAND FILE: runs the command with the file for %s; an empty one is content with all.
validate() {
    [ -n "$1" ] || return 0
    case $1 in
    *%s*) ;;
    *) printf 'validate needs %%s where the file goes: %s\n' "$1" >&2; return 1 ;;
    esac
    # shellcheck disable=SC2016
    case $2 in
    *[!A-Za-z0-9_./-]*) with='"$2"' ;;
    *) with=$2 ;;
    esac
    eval "${1%%%s*}$with${1#*%s}" >&2 && return 0
    printf 'refused by: %s\n' "$1" >&2
    return 1
}

# put PATH MODE OWNER GROUP VALIDATE BACKUP BASE64: take_in of bytes that are in the script.
put() {
    to=$1
    [ ! -L "$to" ] || to=$(readlink -f -- "$to") || return 1
    printf %s "$7" | base64 -d | take_in "$to" '' "$2" "$3" "$4" "$5" "$6" ''
}

# put_if PATH OLD MODE OWNER GROUP VALIDATE BACKUP BASE64: put, but only if the file is still the one that was read.
put_if() {
    printf %s "$8" | base64 -d | take_in "$1" "$2" "$3" "$4" "$5" "$6" "$7" ''
}

# make_folders PATH MODE OWNER GROUP: a folder, and those above it that are missing, each with these attributes.
make_folders() {
    [ ! -d "$1" ] || return 0
    case ${1#/} in
    */*) make_folders "${1%/*}" "$2" "$3" "$4" || return 1 ;;
    esac
    # somebody else may just have made it
    { mkdir -- "$1" || [ -d "$1" ]; } && set_attributes "$1" "$2" "$3" "$4"
}

# make_folder_of PATH: the folder that it is in, and those above.
make_folder_of() {
    case $1 in */*) ;; *) return 0 ;; esac
    [ -d "${1%/*}/" ] || make_folders "${1%/*}" '' '' '' || { printf 'Error creating %s\n' "${1%/*}" >&2; return 1; }
}

# link_source PATH SRC: the file_state of what a link at PATH to SRC points to, and same if PATH is that file already.
link_source() {
    case $2 in
    /*) src=$2 ;;
    *) src=$(folder_of "$1"; echo .); src=${src%.}$2 ;;
    esac
    file_state "$src" follow '' || return 1
    [ ! -e "$src" ] || [ ! -e "$1" ] || [ "$(stat -L -c %d:%i -- "$1")" != "$(stat -L -c %d:%i -- "$src")" ] || echo same
}

# make_link SRC PATH: a symbolic link in the place of whatever is there; a folder must be empty.
make_link() {
    [ ! -d "$2" ] || [ -L "$2" ] || rmdir -- "$2" || return 1
    link_to "$1" "$2"
}

# make_hard_link SRC PATH: a hard link in the place of whatever is there; a folder must be empty.
make_hard_link() {
    [ ! -d "$2" ] || [ -L "$2" ] || rmdir -- "$2" || return 1
    ln -- "$1" "$2.miprov.$$" && mv -f -- "$2.miprov.$$" "$2"
}

# misplaced FOLDER MODE OWNER GROUP: all of it that may not have these attributes, each as \036mode|uid|gid|owner|group|kind|path.
# A symbolic MODE is not compared: everything is told. Links are left out.
misplaced() (
    [ -d "$1" ] || exit 0
    case $1 in -*) top=./$1 ;; *) top=$1 ;; esac
    mode=$2 owner=$3 group=$4
    set --
    case $mode in
    '') ;;
    [0-7]*) set -- -o ! -perm "$mode" ;;
    *) set -- -o ! -name '' ;;
    esac
    if [ -n "$owner" ]; then
        if id -u -- "$owner" >/dev/null 2>&1; then owner=$(id -u -- "$owner"); fi
        case $owner in *[!0-9]*) set -- "$@" -o ! -name '' ;; *) set -- "$@" -o ! -user "$owner" ;; esac
    fi
    if [ -n "$group" ]; then
        if grep -q "^$group:" /etc/group || getent group "$group" >/dev/null 2>&1; then
            set -- "$@" -o ! -group "$group"
        else
            case $group in *[!0-9]*) set -- "$@" -o ! -name '' ;; *) set -- "$@" -o ! -group "$group" ;; esac
        fi
    fi
    find -H "$top" ! -type l \( -name '' "$@" \) -exec stat -c "$(printf '\036')%a|%u|%g|%U|%G|%F|%n" -- {} +
)

# set_below FOLDER MODE OWNER GROUP: gives a folder and all below it these attributes; of links only the owner and group are set,
# and not those of what they point to.
set_below() {
    case $1 in -*) top=./$1 ;; *) top=$1 ;; esac
    if [ -n "$3$4" ]; then
        find -H "$top" ! -type l -exec chown -- "$3${4:+:$4}" {} + || return 1
        find -H "$top" -type l -exec chown -h -- "$3${4:+:$4}" {} + || return 1
    fi
    case $2 in
    '') ;;
    [0-7]*) find -H "$top" ! -type l -exec chmod -- "0$2" {} + ;;
    *) find -H "$top" ! -type l -exec chmod -- "$2" {} + ;;
    esac
}

# copy_states SRC DEST FOLLOW LINKS: what a copy on the host asks: the file_state of both (DEST may be a folder to copy a file into),
# and differs if SRC is a folder of which DEST lacks something. A folder goes into DEST, unless SRC ends with a slash.
# LINKS is that of same_tree.
copy_states() {
    file_state "$1" follow digest || return 1
    name=${1%/}
    case $1 in */) name= ;; *) name=${name##*/} ;; esac
    dest=$2
    case $dest in
    */) dest=$dest$name ;;
    *) if [ -d "$dest" ] || [ -d "$1" ]; then dest=${dest%/}/$name; fi ;;
    esac
    dest=${dest%/}
    [ -z "$3" ] || [ ! -L "$dest" ] || dest=$(readlink -f -- "$dest") || return 1
    file_state "$dest" follow digest || return 1
    [ ! -d "$1" ] || same_tree "$1" "$dest" "$4" || echo differs
}

# same_tree SRC DEST LINKS: whether every file, link and folder of SRC is in DEST, with the same content; if LINKS is not empty,
# links of SRC stand for what they point to.
same_tree() (
    [ -d "$2" ] || exit 1
    cd -- "$2" && there=$(pwd) && cd - >/dev/null && cd -- "$1" || exit 1
    look=
    [ -z "$3" ] || look=-L
    find $look . -type d -print0 | (cd "$there" && xargs -0 -r ls -d) >/dev/null 2>&1 || exit 1
    # shellcheck disable=SC2016
    other=$(find $look . -type l -exec sh -c '
        for link; do
            [ -L "$0/$link" ] && [ "$(readlink -- "$link")" = "$(readlink -- "$0/$link")" ] || echo other
        done' "$there" {} +)
    [ -z "$other" ] || exit 1
    find $look . -type f -exec sha256sum {} + | (cd "$there" && sha256sum -c) >/dev/null 2>&1 || [ -z "$(find $look . -type f)" ]
)

# copy_folder SRC DEST LINKS: brings all that is in a folder into another; if LINKS is not empty, what links point to instead of them.
copy_folder() {
    how=-RPf
    [ -z "$3" ] || how=-RLf
    mkdir -p -- "$2" && cp "$how" -- "$1/." "$2/"
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

# list_donor FOLDER: the SHA-256 of every file below it, as sha256sum prints them, in any order.
list_donor() {
    printf '\036\n'
    # lines are printed one by one, so that none is torn by another process's
    # shellcheck disable=SC2016
    [ ! -d "$1" ] || (cd "$1" && find . -type f -print0 | xargs -0 -r -n 50 -P "$(processors)" sh -c '
        sha256sum "$@" | while IFS= read -r line; do printf "%s\n" "$line"; done' sh)
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
    if [ "${sum%% *}" != "$2" ] || ! (cd "$stage" && right_sums <sums); then
        printf 'the files for %s did not arrive whole; none was put in place\n' "$root" >&2
        return 1
    fi
    # shellcheck disable=SC1091
    cd "$root" && . "$stage/plan"
}

# from_stage FOLDER FILE...: puts files that came with the stream into a folder.
from_stage() {
    to=$1
    shift
    (cd "$stage" && mv -f "$@" "$root/$to/")
}

# fill_tree ROOT SUMS PLAN: takes files from standard input right to their places in a folder that nobody reads yet, proves them
# by SUMS, and carries out the rest. Files that came whole before a cut stay for the next run, but not on a disk that is full.
fill_tree() {
    mkdir -p "$1" && root=$(cd "$1" && pwd) && cd "$root" || return 1
    if ! said=$(tar -xmof - 2>&1); then
        free=$(free_kb .)
        if [ "${free:-1024}" -lt 1024 ]; then
            cd / && rm -rf "$root"
            printf 'there is no room left, so what had come for %s was deleted again:\n%s\n' "$root" "$said" | tail -n 4 >&2
            return 1
        fi
        printf 'not all files for %s came; those that did are not sent again:\n%s\n' "$root" "$said" | tail -n 4 >&2
        return 1
    fi
    if ! printf %s "$2" | right_sums; then
        printf 'the files for %s did not arrive whole; those that did are not sent again\n' "$root" >&2
        return 1
    fi
    eval "$3"
}

# processors: prints how many there are.
processors() {
    { getconf _NPROCESSORS_ONLN || nproc || echo 1; } 2>/dev/null
}

# right_sums: whether the files of a list, as sha256sum prints it, have these digests; as many at once as there are processors.
right_sums() (
    sums=$(cat)
    parts=$(processors)
    lines=$(printf '%s\n' "$sums" | wc -l)
    [ "$parts" -le "$lines" ] || parts=$lines
    part=0 checks=
    while [ $part -lt "$parts" ]; do
        printf '%s\n' "$sums" | awk -v parts="$parts" -v part=$part 'NR % parts == part' | sha256sum -c >/dev/null 2>&1 &
        checks="$checks $!" part=$((part + 1))
    done
    for each in $checks; do wait "$each" || part=wrong; done
    [ $part != wrong ]
)

# take_from DONOR FOLDER HOW MODE OWNER GROUP FILE...: brings files of another folder of the host into FOLDER. HOW is share (hard
# links, where the donor's mode and owner are the wanted ones already and the file system lets us) or copy.
take_from() {
    donor=$1 into=$2 how=$3 mode=$4 owner=$5 group=$6
    shift 6
    into=$(cd "$into" && pwd) || return 1
    (cd "$into" && rm -f -- "$@") || return 1
    if [ "$how" = share ]; then
        has=$(cd "$donor" && stat -c '%a|%u|%U|%g|%G|' -- "$@" | sort -u)
        # shellcheck disable=SC2254
        case $has in
        *'
'*) ;;
        ${mode#0}\|${owner:-*}\|*\|${group:-*}\|*\| | ${mode#0}\|*\|${owner:-*}\|*\|${group:-*}\| | \
            ${mode#0}\|${owner:-*}\|*\|*\|${group:-*}\| | ${mode#0}\|*\|${owner:-*}\|${group:-*}\|*\|)
            (cd "$donor" && ln -- "$@" "$into/") 2>/dev/null && return 0
            (cd "$into" && rm -f -- "$@") || return 1
            ;;
        esac
    fi
    (cd "$donor" && cp -- "$@" "$into/") || return 1
    (
        cd "$into" || exit 1
        [ -z "$owner$group" ] || chown -- "$owner${group:+:$group}" "$@" || exit 1
        chmod -- "$mode" "$@"
    )
}

# --- Java -------------------------------------------------------------------

# --- keys and certificates --------------------------------------------------

# show_files PATH...: a line for each: its mode and its bytes in base64; absent when it is not there.
show_files() {
    for each; do
        if [ -f "$each" ]; then
            bytes=$(base64 <"$each") || return 1
            printf '%s %s\n' "$(stat -L -c %a "$each")" "$(printf %s "$bytes" | tr -d '\n')"
        else
            echo absent
        fi
    done
}

# show_stores FOLDER: a line for each file in it that may be a keystore: its path and its bytes, both in base64. Truststores,
# texts and what is larger than a keystore are left out.
show_stores() {
    for each in "$1"/*; do
        case $each in
        *trust* | *.pem | *.crt | *.properties) continue ;;
        esac
        [ -f "$each" ] && [ "$(wc -c <"$each")" -lt 65536 ] || continue
        printf '%s %s\n' "$(printf %s "$each" | base64 | tr -d '\n')" "$(base64 <"$each" | tr -d '\n')"
    done
}

# put_key_pair FOLDER KEY KEY_MODE KEY_BASE64 KEY_BACKUP CERTIFICATE CERTIFICATE_BASE64 BACKUP: puts them into a folder that only
# its owner may enter when it is made here. Empty bytes leave a file alone. With a BACKUP the old one stays, as put has it.
put_key_pair() {
    [ -d "$1" ] || (umask 077 && mkdir -p "$1") || return 1
    if [ -n "$4" ]; then
        (umask 077 && put "$1/$2" "$3" '' '' '' "$5" "$4") || return 1
    else
        chmod "$3" "$1/$2" || return 1
    fi
    [ -z "$7" ] || (put "$1/$6" 0644 '' '' '' "$8" "$7")
}

# --- http ---------------------------------------------------------------------

# http_get URL SECONDS TRUST HEADERS: asks with curl, bash, nc, openssl or wget, whichever the host has, and prints the whole answer,
# from its status line on. TRUST is insecure, a file with certificates, or empty. HEADERS are lines, which no list of
# processes shows. No redirection is followed, and no proxy is asked.
http_get() {
    rest=${1#*://}
    site=${rest%%[/?]*}
    rest=${rest#"$site"}
    case $rest in /*) ;; *) rest=/$rest ;; esac
    case $site in
    \[*) to_host=${site#\[}; to_host=${to_host%%\]*}; to_port=${site##*\]}; to_port=${to_port#:} ;;
    *:*) to_host=${site%:*}; to_port=${site##*:} ;;
    *) to_host=$site; to_port= ;;
    esac
    if command -v curl >/dev/null; then
        {
            printf 'url = "%s"\nsilent\nshow-error\ngloboff\ninclude\nmax-time = %d\nnoproxy = "*"\n' "$1" "$2"
            case $3 in
            insecure) echo insecure ;;
            ?*) printf 'cacert = "%s"\n' "$3" ;;
            esac
            printf '%s\n' "$4" | sed -n 's/\\/\\\\/g; s/"/\\"/g; s/..*/header = "&"/p'
        } | curl -q -K -
        return
    fi
    case $1 in https:*) http_over_tls "$@"; return ;; esac
    to_port=${to_port:-80}
    if command -v bash >/dev/null; then
        http_request "$4" | within "$2" bash -c 'exec 3<>"/dev/tcp/$1/$2" && cat >&3 && cat <&3' bash "$to_host" "$to_port"
    elif command -v nc >/dev/null; then
        http_request "$4" | within "$2" nc "$to_host" "$to_port"
    elif command -v busybox >/dev/null; then
        http_request "$4" | within "$2" busybox nc "$to_host" "$to_port"
    else
        http_by_wget "$@"
    fi
}

# http_over_tls: http_get of an https address without curl.
http_over_tls() {
    if ! command -v openssl >/dev/null; then
        http_by_wget "$@"
        return
    fi
    trust=$3 seconds=$2 heads=$4
    set -- -quiet -connect "$to_host:${to_port:-443}" -servername "$to_host"
    if [ "$trust" != insecure ]; then
        case $to_host in
        *[!0-9.]*) set -- "$@" -verify_hostname "$to_host" ;;
        *) set -- "$@" -verify_ip "$to_host" ;;
        esac
        set -- "$@" -verify_return_error ${trust:+-CAfile "$trust"}
    fi
    http_request "$heads" | within "$seconds" openssl s_client "$@"
}

# http_by_wget: http_get with GNU wget.
http_by_wget() {
    if ! wget --version 2>/dev/null | grep -q GNU; then
        printf 'the host has nothing to ask %s with; curl is enough, install it with a package task\n' "$1" >&2
        return 90
    fi
    asked=$(umask 077 && mktemp -d "${TMPDIR:-/tmp}/.miprov.XXXXXX") || return 1
    {
        printf 'timeout = %d\ntries = 1\nmax_redirect = 0\nuse_proxy = off\nserver_response = on\ncontent_on_error = on\n' "$2"
        case $3 in
        insecure) echo check_certificate = off ;;
        ?*) printf 'ca_certificate = %s\n' "$3" ;;
        esac
        printf '%s\n' "$4" | sed -n 's/..*/header = &/p'
    } >"$asked/settings"
    WGETRC=$asked/settings wget -q -O "$asked/body" -- "$1" 2>"$asked/heads"
    if grep -q '^  HTTP/' "$asked/heads"; then
        sed -n 's/^  //p' "$asked/heads"
        echo
        cat "$asked/body" 2>/dev/null
    else
        tail -n 2 "$asked/heads" >&2
    fi
    rm -rf "$asked"
}

# http_request HEADERS: the request for rest of site, which http_get has set.
http_request() {
    printf 'GET %s HTTP/1.0\r\nHost: %s\r\nUser-Agent: miprov\r\nAccept: */*\r\nConnection: close\r\n' "$rest" "$site"
    printf '%s\n' "$1" | while IFS= read -r each; do [ -z "$each" ] || printf '%s\r\n' "$each"; done
    printf '\r\n'
}

# within SECONDS COMMAND...: runs it, for no longer than that where the host has timeout.
within() {
    if command -v timeout >/dev/null; then timeout "$@"; else shift; "$@"; fi
}

# reaches HOST PORT: whether somebody listens there: 0, 1, or 2 when this host has nothing to find out with.
reaches() {
    if command -v bash >/dev/null && command -v timeout >/dev/null; then
        timeout 3 bash -c ': <"/dev/tcp/$1/$2"' bash "$1" "$2" 2>/dev/null || return 1
    elif command -v nc >/dev/null; then
        nc -z -w 3 "$1" "$2" >/dev/null 2>&1 || return 1
    elif command -v curl >/dev/null; then
        case $1 in *:*) at="[$1]" ;; *) at=$1 ;; esac
        # it goes on until its time is up, so what counts is whether it was connected
        case $(curl -s -o /dev/null -m 3 -w '%{time_connect}' "telnet://$at:$2" </dev/null 2>/dev/null) in
        *[1-9]*) ;;
        *) return 1 ;;
        esac
    else
        return 2
    fi
}

# --- jobs that nobody waits for ---------------------------------------------

# jobs_folder: prints the folder of their files.
jobs_folder() {
    printf '%s\n' "${ANSIBLE_ASYNC_DIR:-$HOME/.ansible_async}"
}

# new_job: makes a job's file, and prints its path.
new_job() (
    umask 077
    mkdir -p "$(jobs_folder)" && mktemp "$(jobs_folder)/jXXXXXXXXXXXX"
)

# start_job LIMIT SAYS CREATES REMOVES SCRIPT FOLDER: runs a script apart, for at most LIMIT seconds, as run_unless does.
# Prints the path of the file that tells how it ended, with what the object SAYS in JSON says of it.
start_job() {
    job=$(new_job) || return 1
    printf '{"started": 1, "finished": 0, "ansible_job_id": "%s"}\n' "${job##*/}" >"$job"
    keep_job "$@" </dev/null >/dev/null 2>&1 &
    printf '%s\n' "$job"
}

# store_job RESULT: makes the file of a job that is finished. Prints its path.
store_job() {
    job=$(new_job) && printf '%s\n' "$1" >"$job" && printf '%s\n' "$job"
}

# keep_job: what start_job leaves behind; job is the file.
keep_job() {
    start=$(date '+%Y-%m-%d %H:%M:%S.000000') began=$(date +%s)
    run_unless apply "$3" "$4" "$5" "$6" >"$job.out" 2>"$job.err" &
    work=$!
    (
        sleep "$1" &
        trap 'kill $!; exit' TERM
        wait $!
        : >"$job.late"
        end_tree $work
    ) &
    watch=$!
    wait $work
    rc=$?
    if [ -e "$job.late" ]; then wait $watch; else kill $watch; fi
    took=$(($(date +%s) - began))
    read -r verdict <"$job.out"
    changed=true failed=false msg=
    case $verdict in skipped*) changed=false ;; esac
    if [ -e "$job.late" ]; then
        failed=true msg="the job did not end within $1 seconds and was killed"
    elif [ $rc -ne 0 ]; then
        failed=true msg='non-zero return code'
        case $verdict in
        lost*) changed=false msg=$(printf 'Unable to change directory before execution: %s: %s' "${verdict#lost }" "$6" | json_text) ;;
        esac
    fi
    {
        said=${2#?}
        said=${said%?}
        printf '{%s"changed": %s, "failed": %s, "msg": "%s", "rc": %d, "start": "%s", "end": "%s", ' \
            "${said:+$said, }" $changed $failed "$msg" $rc "$start" "$(date '+%Y-%m-%d %H:%M:%S.000000')"
        printf '"delta": "%d:%02d:%02d.000000", ' $((took / 3600)) $((took / 60 % 60)) $((took % 60))
        printf '"stdout": "%s", ' "$(sed 1d "$job.out" | json_text)"
        printf '"stderr": "%s"}\n' "$(json_text <"$job.err")"
    } >"$job.new"
    mv -f "$job.new" "$job"
    rm -f "$job.out" "$job.err" "$job.late"
}

# json_text: the text without the newlines at its end, as it stands between the quotes of JSON.
json_text() {
    tr -d '\000-\010\013\014\016-\037' | sed 's/\\/\\\\/g; s/"/\\"/g; s/	/\\t/g; s/'"$(printf '\r')"'/\\r/g' |
        awk '/./ { while (n-- > 0) printf "%s", "\\n"; printf "%s", $0; n = 0 } { n++ }'
}

# end_tree PID: ends a process and all that it started, and makes them end after a second.
end_tree() {
    tree=$(cat /proc/[0-9]*/stat 2>/dev/null | awk -v root="$1" '
        { pid = $1; sub(/^.*\) /, ""); parent[pid] = $2 }
        END {
            for (pid in parent) for (up = pid; up in parent; up = parent[up]) if (up == root) { print pid; break }
        }')
    # shellcheck disable=SC2086
    kill $tree
    sleep 1
    # shellcheck disable=SC2086
    kill -KILL $tree
}

# tell_job ID: prints the path of a job's file, and what it says, if it is there.
tell_job() {
    printf '%s\n' "$(jobs_folder)/$1"
    [ ! -e "$(jobs_folder)/$1" ] || cat "$(jobs_folder)/$1"
}

# forget_job ID: removes a job's file, and prints its path.
forget_job() {
    printf '%s\n' "$(jobs_folder)/$1"
    rm -f "$(jobs_folder)/$1"
}
