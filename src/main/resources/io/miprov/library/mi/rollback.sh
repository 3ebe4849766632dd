# shellcheck disable=SC2010,SC2012,SC2030,SC2031
# The words of rollback_point: what a Micro Integrator is now, kept so that it can be that again.
# A point is BASE/rollback/NAME: the files current and previous (where these links pointed), paths (a line for each path that
# is kept) and 1, 2, … (the copies, in that order; one is missing when nothing was there). It appears by one rename, complete.

# point_taken MODE BASE NAME KEEP PARTS PATH...: keeps PARTS (words) of the current release and each PATH, unless NAME is there
# already. Prints same or changed, then current, previous, kept, apart (a part on another file system, which is left out), kb.
point_taken() (
    mode=$1 base=$2 name=$3 keep=$4 parts=$5 point=$2/rollback/$3
    shift 5
    if [ -d "$point" ]; then
        echo same
        tell_point "$point"
        exit 0
    fi
    at_release "$base" || exit 1
    apart=
    for each in $parts; do
        [ -n "$home" ] || break
        if shares_files "$home" "$home/$each"; then
            apart="$apart$home/$each
"
        else
            set -- "$@" "$home/$each"
        fi
    done
    kb=0
    for each; do
        if [ -e "$each" ] || [ -L "$each" ]; then
            size=$(du -sk -- "$each") || exit 1
            kb=$((kb + ${size%%[!0-9]*}))
        fi
    done
    near=$base/rollback
    while [ -n "$near" ] && [ ! -d "$near" ]; do near=${near%/*}; done
    free=$(free_kb "${near:-/}")
    if [ $((kb + 1024)) -gt "${free:-$((kb + 1024))}" ]; then
        printf '%s needs %d MB, and only %d MB are free there; nothing was kept. Make room and try again\n' \
            "$point" $((kb / 1024 + 1)) $((free / 1024)) >&2
        exit 1
    fi
    echo changed
    if [ "$mode" = apply ]; then
        keep_paths "$@" || exit 1
        forget_points "$base" "$name" "$keep"
    fi
    printf 'current %s\nprevious %s\nkb %d\n' "$current" "$previous" "$kb"
    for each; do printf 'kept %s\n' "$each"; done
    printf %s "$apart" | sed 's/^/apart /'
)

# at_release BASE: current, previous (where these links point) and home (the folder of the current release, or nothing).
at_release() {
    for each in current previous; do
        if [ -e "$1/$each" ] && [ ! -L "$1/$each" ]; then
            printf '%s is no symbolic link, so it can not be brought back; move it away\n' "$1/$each" >&2
            return 1
        fi
    done
    current=$(readlink -- "$1/current")
    previous=$(readlink -- "$1/previous")
    case $current in
    '') home= ;;
    /*) home=$current ;;
    *) home=$1/$current ;;
    esac
    [ -d "$home" ] || home=
}

# shares_files HOME PATH: whether a part of a home is, or has in it, another file system, which other nodes may use as well.
shares_files() {
    [ -d "$2" ] && [ ! -L "$2" ] || return 1
    [ "$({ stat -c %d -- "$1" && find "$2" -type d -exec stat -c %d -- {} +; } | sort -u | wc -l)" -gt 1 ]
}

# keep_paths PATH...: makes the point beside its place, brings it to the disk, and gives it its name. A cut leaves none.
keep_paths() {
    umask 077
    new=$base/rollback/.$name.new
    rm -rf -- "$new" && mkdir -p -- "$new" || return 1
    trap 'rm -rf -- "$new"' EXIT
    trap 'exit 129' HUP INT TERM PIPE
    printf '%s\n' "$current" >"$new/current" && printf '%s\n' "$previous" >"$new/previous" && : >"$new/paths" || return 1
    number=0
    for each; do
        number=$((number + 1))
        printf '%s\n' "$each" >>"$new/paths" || return 1
        if [ -e "$each" ] || [ -L "$each" ]; then
            cp -RPp -- "$each" "$new/$number" || { printf '%s could not be kept; nothing was\n' "$each" >&2; return 1; }
        fi
    done
    sync -f "$new" 2>/dev/null || sync
    mv -- "$new" "$point"
}

# forget_points BASE NAME KEEP: deletes all but the newest KEEP, never NAME, and what cut off runs left a day ago.
forget_points() {
    ls -1t "$1/rollback" | grep -vxF -e "$2" | tail -n "+$3" | while IFS= read -r each; do drop_point "$1" "$each"; done
    find "$1/rollback" -maxdepth 1 -name '.*.new' -mtime +0 -exec rm -rf -- {} +
}

# point_there POINT: prints there or absent.
point_there() {
    if [ -d "$1" ]; then echo there; else echo absent; fi
}

# drop_point BASE NAME: deletes a point; half of one never looks whole.
drop_point() {
    rm -rf -- "$1/rollback/.$2.new" && mv -- "$1/rollback/$2" "$1/rollback/.$2.new" && rm -rf -- "$1/rollback/.$2.new"
}

# tell_point POINT: what point_taken prints of one that is there.
tell_point() {
    printf 'current %s\nprevious %s\n' "$(cat "$1/current")" "$(cat "$1/previous")"
    sed 's/^/kept /' <"$1/paths"
}

# point_restored MODE BASE NAME: brings back what differs from what NAME keeps: what came since is deleted, the link current
# goes last. A run that was cut off is finished by the next. Prints same or changed, then current, previous, and differs with
# each path that is or was to be brought back.
point_restored() (
    mode=$1 base=$2 name=$3 point=$2/rollback/$3
    if [ ! -d "$point" ]; then
        printf '%s does not exist, so nothing was touched; there is: %s\n' "$point" \
            "$(ls -1 "$base/rollback" 2>/dev/null | tr '\n' ' ' | grep . || echo 'no rollback point')" >&2
        exit 1
    fi
    at_release "$base" || exit 1
    is_current=$current is_previous=$previous
    current=$(cat "$point/current") && previous=$(cat "$point/previous") || exit 1
    case $current in
    '') home=$base ;;
    /*) home=$current ;;
    *) home=$base/$current ;;
    esac
    if [ ! -d "$home" ]; then
        printf '%s is gone, which %s kept the settings of; nothing was touched. Unpack it again with mi_release\n' \
            "$home" "$point" >&2
        exit 1
    fi
    said=$(
        number=0
        while IFS= read -r each; do
            number=$((number + 1))
            [ "$(path_state "$point/$number" | sha256sum)" = "$(path_state "$each" | sha256sum)" ] ||
                printf '%d %s\n' "$number" "$each"
        done <"$point/paths"
    )
    if [ -z "$said" ] && [ "$is_current" = "$current" ] && [ "$is_previous" = "$previous" ]; then
        echo same
        tell_point "$point"
        exit 0
    fi
    if [ "$mode" = apply ]; then
        [ -z "$said" ] || printf '%s\n' "$said" | while read -r number each; do
            bring_back "$point/$number" "$each" || {
                printf '%s could not be brought back; run it again when that is mended: %s is whole\n' "$each" "$point" >&2
                exit 1
            }
        done || exit 1
        bring_link "$previous" "$base/previous" && bring_link "$current" "$base/current" || exit 1
    fi
    echo changed
    tell_point "$point"
    printf 'was %s\n' "$is_current"
    [ -z "$said" ] || printf '%s\n' "$said" | sed 's/^[0-9]* /differs /'
)

# bring_link TARGET PATH: a link as it was; none if TARGET is empty.
bring_link() {
    if [ "$(readlink -- "$2")" = "$1" ]; then return 0; fi
    if [ -z "$1" ]; then rm -f -- "$2"; else link_to "$1" "$2"; fi
}

# path_state PATH: all that makes what is there what it is, but times.
path_state() (
    if [ -L "$1" ]; then readlink -- "$1"
    elif [ -f "$1" ]; then stat -c '%a %u %g' -- "$1" && sha256sum <"$1"
    elif [ ! -d "$1" ]; then if [ -e "$1" ]; then echo other; else echo absent; fi
    else
        cd -- "$1" || exit 1
        {
            find . ! -type l -exec stat -c '%a %u %g %F %n' {} +
            find . -type f -exec sha256sum {} +
            find . -type l -exec sh -c 'for link; do printf "%s -> " "$link"; readlink "$link"; done' sh {} +
        } | LC_ALL=C sort
    fi
)

# bring_back KEPT PATH: makes PATH what KEPT is, file by file, each in one step; what KEPT lacks goes first, which makes room.
bring_back() {
    if [ -L "$1" ]; then is=link; elif [ -d "$1" ]; then is=folder; elif [ -e "$1" ]; then is=file; else is=nothing; fi
    if [ -d "$2" ] && [ ! -L "$2" ]; then has=folder; else has=other; fi
    case $is/$has in nothing/* | link/folder | file/folder | folder/other) rm -rf -- "$2" || return 1 ;; esac
    [ "$is" != nothing ] || return 0
    make_folder_of "$2" || return 1
    if [ "$is" != folder ]; then
        bring_file "$1" "$2"
        return
    fi
    mkdir -p -- "$2" && into=$(cd -- "$2" && pwd) || return 1
    # shellcheck disable=SC2016
    (
        cd -- "$into" && find . -depth ! -path . -exec sh -c '
            for each; do
                if [ -L "$0/$each" ]; then [ -L "$each" ]
                elif [ -d "$0/$each" ]; then [ -d "$each" ] && [ ! -L "$each" ]
                else [ -e "$0/$each" ] && [ -f "$each" ] && [ ! -L "$each" ]
                fi || rm -rf -- "$each" || exit 1
            done' "$1" {} +
    ) || return 1
    # shellcheck disable=SC2016
    (
        cd -- "$1" && find . -type d -exec sh -c '
            for each; do [ -d "$0/$each" ] || mkdir -- "$0/$each" || exit 1; done' "$into" {} + &&
        find . ! -type d -exec sh -c '
            for each; do
                if [ ! -L "$each" ] && [ -f "$0/$each" ] &&
                    [ "$(stat -c "%a %u %g" -- "$each" "$0/$each" | sort -u | wc -l)" -eq 1 ] &&
                    [ "$(sha256sum <"$each")" = "$(sha256sum <"$0/$each")" ]; then continue; fi
                new=$0/${each%/*}/.miprov.brought
                rm -f -- "$new" && cp -RPp -- "$each" "$new" && mv -f -- "$new" "$0/$each" || exit 1
            done' "$into" {} + &&
        find . -depth -type d -exec sh -c '
            for each; do
                chown -- "$(stat -c %u:%g -- "$each")" "$0/$each" && chmod -- "$(stat -c %a -- "$each")" "$0/$each" || exit 1
            done' "$into" {} +
    )
}

# bring_file KEPT PATH: a file or link in one step.
bring_file() {
    near=$(folder_of "$2")
    rm -f -- "${near}.miprov.brought" && cp -RPp -- "$1" "${near}.miprov.brought" &&
        mv -f -- "${near}.miprov.brought" "$2"
}
