# find_in FOLDER DEPTH LOOKED FOLLOW TEST...: what is in a folder, for Found to read: \035, whether it is a folder, how much is
# there down to the level LOOKED, what could not be read, then \036 and stat's fields for each that passes the tests down to
# the level DEPTH. Level 0 means all levels.
find_in() {
    case $1 in -*) top=./$1 ;; *) top=$1 ;; esac
    if [ ! -d "$top" ]; then
        printf '\035no|'
        return 0
    fi
    [ "$3" = 0 ] && looked='' || looked="-maxdepth $3"
    [ "$2" = 0 ] && depth='' || depth="-maxdepth $2"
    follow=$4
    shift 4
    printf '\035yes|'
    # shellcheck disable=SC2086
    {
        unread=$({ find $follow "$top" -mindepth 1 $looked -print0 | tr -dc '\000' | wc -c >&3; } 2>&1)
        printf '|%s' "$unread"
        find $follow "$top" -mindepth 1 $depth "$@" \
            -exec stat -c "$(printf '\036')%f|%u|%g|%U|%G|%s|%i|%d|%h|%X|%Y|%Z|%n" -- {} + 2>/dev/null
    } 3>&1
    return 0
}

# look_into SUM REGEX FILE...: for each file in which a line begins with REGEX (empty: for each) its number and its digest by
# the command SUM (empty: none).
look_into() {
    with_sum=$1
    line=$2
    shift 2
    number=0
    for each; do
        if [ -z "$line" ] || grep -qE -e "$line" <"$each" 2>/dev/null; then
            sum=
            [ -z "$with_sum" ] || [ ! -f "$each" ] || sum=$("$with_sum" <"$each" 2>/dev/null)
            printf '%s %s\n' "$number" "${sum%% *}"
        fi
        number=$((number + 1))
    done
}
