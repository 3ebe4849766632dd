# slurp PATH: the bytes of a file in base64.
slurp() {
    if [ -d "$1" ]; then
        printf 'source is a directory and must be a file: %s\n' "$1" >&2
        return 1
    fi
    if [ -r "$1" ]; then
        base64 <"$1"
        return
    fi
    above=$1
    while [ -n "$above" ] && [ ! -e "$above" ] && [ ! -L "$above" ]; do
        case $above in */*) above=${above%/*} ;; *) above= ;; esac
    done
    if [ "$above" != "$1" ] && [ -f "$above" ]; then
        printf 'unable to slurp file: %s is below the file %s\n' "$1" "$above" >&2
        return 1
    fi
    over=$(folder_of "$1"; echo .)
    if [ -e "$1" ] || [ ! -x "${over%.}" ] && [ -d "${over%.}" ]; then
        printf 'file is not readable: %s\n' "$1" >&2
    else
        printf 'file not found: %s\n' "$1" >&2
    fi
    return 1
}
