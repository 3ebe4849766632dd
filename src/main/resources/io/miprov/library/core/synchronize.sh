# list_source PATH: file or folder; then the SHA-256 of all files below, as sha256sum prints them; ./ and their paths.
list_source() {
    if [ -f "$1" ]; then
        echo file
        sum=$(sha256sum <"$1") && printf '%s  ./%s\n' "${sum%% *}" "${1##*/}"
    elif [ -d "$1" ]; then
        echo folder
        cd -- "$1" && find . -type f -exec sha256sum {} +
    else
        printf 'there is no %s\n' "$1" >&2
        return 1
    fi
}
