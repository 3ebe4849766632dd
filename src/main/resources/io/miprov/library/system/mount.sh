# mount_state PATH FSTAB: what is mounted there (a folder, when it is a part of another file system; nothing when nothing is),
# then \036 and the table.
mount_state() {
    real=$(readlink -f -- "$1" 2>/dev/null) || real=$1
    awk -v path="$real" '
        function plain(text) { gsub(/\\040/, " ", text); gsub(/\\011/, "\t", text); gsub(/\\134/, "\\", text); return text }
        plain($5) == path {
            for (i = 7; i <= NF && $i != "-"; i++) { }
            found = $4 == "/" || $4 ~ /^\/\// ? $(i + 2) : $4
        }
        END { if (found != "") print plain(found) }' /proc/self/mountinfo
    printf '\036'
    [ ! -f "$2" ] || cat "$2"
}

# mount_at PATH ARGUMENT...: mounts there; a folder that is made for that goes again when it can not be.
mount_at() {
    at=$1
    shift
    made=
    if [ ! -e "$at" ]; then mkdir -p -- "$at" && made=yes; fi
    mount "$@" "$at" >&2 && return 0
    [ -z "$made" ] || rmdir -- "$at"
    return 1
}

# remount PATH OPTIONS ARGUMENT...: mounts anew, in place if that can be; else, where no options are asked for, after unmounting.
remount() {
    at=$1
    options=$2
    shift 2
    mount -o "$options" "$@" "$at" >&2 && return 0
    if [ "$options" != remount ]; then
        printf '%s can not be remounted with these options; use state: unmounted, then state: mounted\n' "$at" >&2
        return 1
    fi
    umount "$at" >&2 && mount "$@" "$at" >&2
}

# unmount_away PATH: unmounts it if it is mounted, and removes its folder.
unmount_away() {
    [ -z "$(mount_state "$1" /nowhere | tr -d '\036')" ] || umount "$1" >&2 || return 1
    [ ! -e "$1" ] || rmdir -- "$1"
}

# or_undo SCRIPT FILE BASE64: runs the script; when it fails, the file is what it was.
or_undo() {
    eval "$1" && return 0
    put "$2" '' '' '' '' '' "$3"
    return 1
}
