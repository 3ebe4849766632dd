# get_url MODE DEST FORCE ALGORITHM SUM NAME BACKUP TEMPORARY PERMISSIONS OWNER GROUP: brings what fetch_url gives to a file, or
# into a folder; SUM is the digest that it must have, and when that is empty fetch_sums gives a list with it. In the MODE check
# nothing stays. Prints, a line each: what came of it, the status, the address that answered, the SHA-1 of what came and of
# what was there, the old file that was kept, then the file_state.
get_url() (
    mode=$1 dest=$2 force=$3 algorithm=$4 sum=$5 name=$6 backup=$7 sent='' old=''
    if [ -n "$8" ] && [ ! -d "$8" ]; then
        if [ -e "$8" ]; then printf '%s is a file but should be a directory.\n' "$8" >&2; else printf '%s directory does not exist.\n' "$8" >&2; fi
        exit 1
    fi
    work=$(mktemp -d "${8:-${TMPDIR:-/tmp}}/.miprov.XXXXXX") || exit 1
    trap 'rm -rf "$work"' EXIT
    trap 'exit 129' HUP INT TERM PIPE
    if [ -n "$algorithm" ] && [ -z "$sum" ]; then
        answer=$(fetch_sums "$work/sums" "$work/head") || exit 1
        case $answer in 200\ *) ;; *) printf 'failed\n%s\n\n\n\n' "$answer"; exit 0 ;; esac
        sum=$(sum_of "$name" <"$work/sums" | tr 'A-F' 'a-f')
        if [ -z "$sum" ]; then
            printf "Unable to find a checksum for file '%s'\n" "$name" >&2
            exit 1
        fi
    fi
    if [ -d "$dest" ]; then
        into=yes
    else
        into=
        if [ -e "$dest" ]; then
            old=$(sha1sum <"$dest") || exit 1
            if [ -n "$sum" ] && [ -z "$force" ]; then
                has=$("${algorithm}sum" <"$dest")
                if [ "${has%% *}" = "$sum" ]; then
                    printf 'there\n \n%s\n%s\n\n' "${old%% *}" "${old%% *}"
                    file_state "$dest" follow ''
                    exit
                fi
                force=yes
            fi
            [ -n "$force" ] || sent="If-Modified-Since: $(LC_ALL=C date -u -r "$dest" '+%a, %d %b %Y %H:%M:%S GMT')"
        elif [ "$mode" = check ]; then
            printf 'changed\n \n\n\n\n'
            file_state "$dest" follow ''
            exit
        fi
    fi
    [ -z "$force" ] || sent='Cache-Control: no-cache'
    answer=$(fetch_url "$work/file" "$work/head" ${sent:+"$sent"}) || exit 1
    if [ -n "$into" ]; then
        named=$(sed -n 's/\r$//; s/^[Cc]ontent-[Dd]isposition: *attachment; \{0,1\}filename="\{0,1\}\([^"]*\).*/\1/p' "$work/head" | tail -n 1)
        [ -n "$named" ] || named=$(printf %s "${answer#* }" | sed 's/[?#].*//; s:^[a-z]*\://[^/]*::')
        named=${named##*/}
        dest=${dest%/}/${named:-index.html}
        [ ! -f "$dest" ] || old=$(sha1sum <"$dest") || exit 1
    fi
    case $answer in
    200\ *) ;;
    304\ *)
        printf 'same\n%s\n%s\n%s\n\n' "$answer" "${old%% *}" "${old%% *}"
        file_state "$dest" follow ''
        exit
        ;;
    *)
        printf 'failed\n%s\n\n\n\n' "$answer"
        exit 0
        ;;
    esac
    [ -f "$work/file" ] || : >"$work/file"
    if [ -n "$sum" ]; then
        has=$("${algorithm}sum" <"$work/file") || exit 1
        if [ "${has%% *}" != "$sum" ]; then
            printf 'The checksum for %s did not match %s; it was %s.\n' "$dest" "$sum" "${has%% *}" >&2
            exit 1
        fi
    fi
    new=$(sha1sum <"$work/file") || exit 1
    kept=
    if [ "$new" = "$old" ]; then
        verdict=same
    else
        verdict=changed
        beside=$(folder_of "$dest"; echo .)
        if [ ! -d "${beside%.}" ]; then
            printf 'Destination %s does not exist\n' "${dest%/*}" >&2
            exit 1
        fi
        if [ "$mode" = apply ]; then
            kept=$(take_in "$dest" '' "$9" "${10}" "${11}" '' "$backup" '' <"$work/file") || exit 1
        fi
    fi
    printf '%s\n%s\n%s\n%s\n%s\n' "$verdict" "$answer" "${new%% *}" "${old%% *}" "$kept"
    file_state "$dest" follow ''
)

# sum_of NAME: the digest of a file in a list as sha256sum prints them, or the only one in it.
sum_of() {
    awk -v name="$1" '
        { sub(/\r$/, ""); lines++; words = NF; only = $1 }
        NF > 1 && !found {
            file = substr($0, length($1) + 2)
            sub(/^[ *]/, "", file)
            sub(/^[.\/]+/, "", file)
            if (file == name) { found = $1 }
        }
        END { if (found) print found; else if (lines == 1 && words == 1) print only }'
}
