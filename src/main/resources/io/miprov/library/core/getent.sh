# ask_database DATABASE SERVICE [KEY]: what getent prints, with its exit status; where there is no getent, what is in /etc.
ask_database() {
    if command -v getent >/dev/null; then
        with_service=$2
        database=$1
        shift 2
        if [ -n "$with_service" ]; then getent "$database" "$@" -s "$with_service"; else getent "$database" "$@"; fi
        return
    fi
    case $1 in
    passwd | group | shadow | gshadow) between=: ;;
    hosts | services | protocols | networks | ethers | rpc) between='[ \t]+' ;;
    *) return 1 ;;
    esac
    [ -f "/etc/$1" ] || return 1
    awk -F "$between" -v key="${3-}" -v all="$((3 - $#))" '
        /^[ \t]*(#|$)/ { next }
        { sub(/[ \t]*#.*/, ""); if (FS != ":") gsub(/\t/, " ") }
        all == 1 || $1 == key || (FS != ":" && index(" " $0 " ", " " key " ")) { print; found = 1 }
        END { exit all == 1 || found ? 0 : 2 }' "/etc/$1"
}
