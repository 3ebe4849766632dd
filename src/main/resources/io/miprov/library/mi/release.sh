# shellcheck disable=SC2030,SC2031
# The words of mi_release: releases side by side in BASE/releases, links to two of them, and what goes from one to the next.

# releases BASE JAVA_HOME PART...: what BASE/releases has, a line each: current and previous (where these links point to), java
# (the version at JAVA_HOME), release DIGEST NAME for each that was unpacked by us, the newest first, foreign NAME for others,
# kept LINK for those that a rollback point goes back to, carries KB (what the parts of the current one hold), and
# registry BASE64 (its registry.xml).
releases() {
    base=$1 java=$2
    shift 2
    for each in current previous; do
        if [ -e "$base/$each" ] && [ ! -L "$base/$each" ]; then
            printf '%s is no symbolic link; move it away, since it will point to the release that runs\n' "$base/$each" >&2
            return 1
        fi
        to=$(readlink "$base/$each")
        printf '%s %s\n' "$each" "${to#"$base/"}"
    done
    [ -z "$java" ] || printf 'java %s\n' "$(java_version "$java")"
    for each in "$base"/rollback/*/current; do
        [ ! -f "$each" ] || printf 'kept %s\n' "$(cat "$each")"
    done
    if [ -d "$base/current/" ]; then
        kb=$(cd "$base/current/" && for each; do
            [ ! -d "$each" ] || other_files "$each" || du -sk "$each"
        done | awk '{ kb += $1 } END { print kb + 0 }')
        printf 'carries %s\n' "$kb"
        xml=$base/current/repository/deployment/server/synapse-configs/default/registry.xml
        [ ! -f "$xml" ] || printf 'registry %s\n' "$(base64 <"$xml" | tr -d '\n')"
    fi
    [ -d "$base/releases" ] || return 0
    find "$base/releases" -mindepth 2 -maxdepth 2 -name .miprov-release -exec ls -1t {} + | while read -r each; do
        read -r digest <"$each"
        each=${each%/*}
        case $each in */.*) ;; *) printf 'release %s %s\n' "$digest" "${each##*/}" ;; esac
    done
    for each in "$base/releases"/*; do
        [ ! -e "$each" ] || [ -e "$each/.miprov-release" ] || printf 'foreign %s\n' "${each##*/}"
    done
}

# other_files FOLDER: whether it is, or has in it, another file system than the folder that it is in.
other_files() {
    [ "$({ stat -c %d . && find "$1" -type d -exec stat -c %d {} +; } | sort -u | wc -l)" -gt 1 ]
}

# carry_over OLD NEW SHIPPED SHIPS ALWAYS MERGED: brings what was added or changed in OLD since it was unpacked into NEW: all of it
# below the paths ALWAYS; below MERGED only where NEW has nothing of its own that its maker changed since. SHIPPED and SHIPS have
# the digests of what came with the two; without SHIPPED, nothing that NEW has is replaced. The lists have a line for each path.
# Prints carried, unmerged (stays as NEW has it) and apart (on another file system, which NEW needs no copy of), each with a path.
carry_over() (
    old=$1 into=$2 shipped=$3 ships=$4
    [ -d "$old" ] || exit 0
    work=$(mktemp -d) || exit 1
    trap 'rm -rf "$work"' EXIT
    trap 'exit 129' HUP INT TERM
    cd "$old" || exit 1
    [ ! -f "$shipped" ] || sed 's/^/O /' "$shipped" >"$work/known"
    [ ! -f "$ships" ] || sed 's/^/N /' "$ships" >>"$work/known"
    printf '%s\n' "$5" | carry_part A && printf '%s\n' "$6" | carry_part M || exit 1
    awk '
        { tag = substr($0, 1, 1); digest = substr($0, 3, 64); path = substr($0, 69) }
        tag == "O" { was[path] = digest; marked = 1; next }
        tag == "N" { has[path] = digest; next }
        substr($0, 3, 1) == "\\" { print "a file name that can not be carried over: " path; exit 1 }
        seen[path]++ || was[path] == digest || (path in has && has[path] == digest) { next }
        tag == "A" && !marked && path in has { next }
        tag == "M" && path in has && has[path] != was[path] { print "unmerged " path >unmerged; next }
        { print digest "  " path >sums; print path >list }' \
        unmerged="$work/unmerged" sums="$work/sums" list="$work/list" "$work/known" "$work/found" >&2 || exit 1
    if [ -s "$work/list" ]; then
        # shellcheck disable=SC2016
        tr '\n' '\0' <"$work/list" | xargs -0 sh -c '
            tar -cf - "$@" | (cd "$0" && umask 0 && tar -xf -)' "$into" || exit 1
        (cd "$into" && sha256sum -c "$work/sums") >/dev/null || { echo 'not all that is carried over came' >&2; exit 1; }
        sed 's/^/carried /' "$work/list"
    fi
    [ ! -f "$work/unmerged" ] || cat "$work/unmerged"
    [ ! -f "$work/apart" ] || cat "$work/apart"
)

# carry_part TAG: for the paths on standard input, makes their folders and links in NEW, and writes down what files they have.
carry_part() {
    : >>"$work/found"
    : >>"$work/known"
    while IFS= read -r each; do
        [ -n "$each" ] || continue
        [ -e "$each" ] || [ -L "$each" ] || continue
        if [ -d "$each" ] && [ ! -L "$each" ] && other_files "$each"; then
            printf 'apart ./%s\n' "$each" >>"$work/apart"
            continue
        fi
        # shellcheck disable=SC2016
        find "./$each" -type d -exec sh -c '
            like() {
                [ ! -d "$1/$2" ] || return 0
                case $2 in */*) like "$1" "${2%/*}" || return 1 ;; esac
                mkdir "$1/$2" && chown "$(stat -c %u:%g "$2")" "$1/$2" && chmod "$(stat -c %a "$2")" "$1/$2"
            }
            for folder; do like "$0" "$folder" || exit 1; done' "$into" {} + || return 1
        # shellcheck disable=SC2016
        find "./$each" -type l -exec sh -c '
            for link; do
                case $link in */*/*) mkdir -p "$0/${link%/*}" ;; esac
                if [ -d "$0/$link" ] && [ ! -L "$0/$link" ]; then rmdir "$0/$link" || continue; fi
                rm -f "$0/$link" && cp -RPp "$link" "$0/$link" || exit 1
            done' "$into" {} + || return 1
        find "./$each" -type f -exec sha256sum {} + | sed "s/^/$1 /" >>"$work/found" || return 1
    done
}

# drop_releases BASE NAME...: deletes releases; half of one never looks whole.
drop_releases() {
    releases=$1/releases
    shift
    for each; do
        rm -rf "$releases/.$each.old" && mv "$releases/$each" "$releases/.$each.old" && rm -rf "$releases/.$each.old" || return 1
    done
}

# forget_unready RELEASES: deletes what was left behind by runs that were cut off more than a day ago.
forget_unready() {
    find "$1" -maxdepth 1 \( -name '.*.new' -o -name '.*.old' \) -mtime +0 -exec rm -rf {} +
}
