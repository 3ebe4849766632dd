# client_says PACKAGE PROGRAM ARGUMENT...: runs a database's client; prints what it printed, then \036, its status, \036 and what
# it complained of. Status 127: there is no such program.
client_says() {
    package=$1
    shift
    if ! command -v "$1" >/dev/null; then
        printf '\036127\036the host has no %s; install %s first with a package task' "$1" "$package"
        return 0
    fi
    {
        complaint=$("$@" 2>&1 >&3)
        status=$?
    } 3>&1
    printf '\036%s\036%s' "$status" "$complaint"
}

# written_to FILE COMMAND ARGUMENT...: what the command prints, in a file, compressed as the file's name says; when it fails, the
# file is as it was.
written_to() {
    file=$1
    shift
    packer=$(packer_for "$file") || return 1
    if status=$({ { "$@" 4>&-; echo $? >&4; } | $packer >"$file.new"; } 4>&1) && [ "$status" = 0 ]; then
        mv -f -- "$file.new" "$file"
    else
        rm -f -- "$file.new"
        return 1
    fi
}

# packer_for FILE: the program that compresses as the file's name says; cat for a plain one.
packer_for() {
    case $1 in
    *.gz) packer=gzip ;;
    *.bz2) packer=bzip2 ;;
    *.xz) packer=xz ;;
    *.zst) packer=zstd ;;
    *) packer=cat ;;
    esac
    if ! command -v "$packer" >/dev/null; then
        printf 'the host has no %s, which %s needs; install it first with a package task\n' "$packer" "$1" >&2
        return 1
    fi
    echo "$packer"
}

# read_from FILE COMMAND ARGUMENT...: runs the command on what is in the file, which is compressed as its name says.
read_from() {
    file=$1
    shift
    if [ ! -e "$file" ]; then
        printf 'target %s does not exist on the host\n' "$file" >&2
        return 1
    fi
    packer=$(packer_for "$file") || return 1
    [ "$packer" = cat ] || packer="$packer -dc"
    status=$({ { $packer 4>&- <"$file" || echo 1 >&4; } | "$@" >&5 4>&- || echo 1 >&4; } 4>&1) 5>&1
    [ -z "$status" ]
}
