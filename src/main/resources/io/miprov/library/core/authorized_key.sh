# authorized_keys_of USER PATH FOLLOW FETCH: a line each: the user's numbers (nobody when there is no such user), the file_state
# of the file with the keys, its bytes and those that the word FETCH brings, in base64.
authorized_keys_of() {
    user=$(awk -F: -v user="$1" '$1 == user { print $3 ":" $4 ":" $6; exit }' /etc/passwd)
    [ -n "$user" ] || user=$(getent passwd "$1" 2>/dev/null | awk -F: '{ print $3 ":" $4 ":" $6 }')
    if [ -z "$user" ]; then echo nobody; return 0; fi
    numbers=${user%:*}
    keys=${2:-${user##*:}/.ssh/authorized_keys}
    [ -z "$3" ] || [ ! -L "$keys" ] || keys=$(readlink -f -- "$keys") || return 1
    printf '%s\n' "$numbers"
    file_state "$keys" follow digest || return 1
    if [ -f "$keys" ]; then base64 <"$keys" | tr -d '\n'; fi
    echo
    [ -n "$4" ] || return 0
    came=$(mktemp -d "${TMPDIR:-/tmp}/.miprov.XXXXXX") || return 1
    answer=$("$4" "$came/keys" "$came/head")
    case $answer in
    200\ *) base64 <"$came/keys"; rm -rf "$came" ;;
    *) rm -rf "$came"; printf 'Error getting key from: %s\n' "$answer" >&2; return 1 ;;
    esac
}

# put_authorized_keys PATH OLD NUMBERS MANAGE BASE64: puts the file with the keys, for the user of these numbers only.
put_authorized_keys() {
    into=$(folder_of "$1"; echo .)
    into=${into%.}
    if [ -n "$4" ]; then
        [ -d "$into" ] || make_folders "${into%/}" '' '' '' || return 1
        chown "$3" "$into" && chmod 0700 "$into" || return 1
    fi
    put_if "$1" "$2" 0600 "${3%:*}" "${3#*:}" '' '' "$5"
}
