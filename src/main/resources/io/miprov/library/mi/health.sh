# ask NAME URL STATUSES TRUST HEADERS: asks a probe. Sets says to what is wrong, and faulty to the answer that names CApps.
ask() {
    answer=$(http_get "$2" "$patience" "$4" "$5" 2>&1)
    case $answer in
    HTTP/*) ;;
    *)
        says="$1: $(printf '%s\n' "${answer:-no answer within $patience s}" | tail -n 1)"
        return 1
        ;;
    esac
    got=${answer#* }
    got=${got%%[!0-9]*}
    case " $3 " in *" $got "*) return 0 ;; esac
    case $answer in
    *'aulty CAPPs"'*)
        faulty=$(printf '%s\n' "$answer" | sed -n 's/.*"Faulty CAPPs" *: *\[\([^]]*\)\].*/\1/p' | head -n 1)
        says="$1: status $got, faulty CApps: $faulty"
        ;;
    *) says="$1: status $got" ;;
    esac
    return 1
}

# await_health HOME UNIT MIN DEADLINE PROGRESS PATIENCE PROBES: waits until PROBES has held for MIN seconds. Tells what changes as it
# goes, then \036 and a line: the verdict, the seconds it took, those after which it was healthy, the faulty CApps; then, unless
# it is healthy, the time it is, what the start printed, \036, and the end of the log.
await_health() {
    log=$1/repository/logs/wso2carbon.log
    server= known= missing=0 since= told= moved= size=
    clock
    began=$now moved=$now
    while :; do
        clock
        took=$((now - began))
        patience=$6
        [ "$patience" -le $(($4 - took)) ] || patience=$(($4 - took))
        [ "$patience" -gt 0 ] || patience=1
        if [ -n "$1" ]; then
            if find_server "$1"; then
                missing=0
                if [ -n "$server" ]; then
                    [ -z "$known" ] || [ "$known" = "$server" ] || { verdict=restarted; break; }
                    known=$server
                fi
            else
                missing=$((missing + 1))
                [ "$missing" -lt 3 ] || { verdict=ended; break; }
            fi
        fi
        says= faulty=
        if [ "$missing" = 0 ] && eval "$7"; then
            clock
            [ -n "$since" ] || since=$((now - began))
            if [ $((now - began - since)) -ge "$3" ]; then verdict=healthy; break; fi
            says='healthy'
            bad=
        else
            since=
            [ -n "$says" ] || says='no process of it runs'
            if [ -n "$faulty" ]; then
                [ -n "$bad" ] || bad=$now
                if [ $((now - bad)) -ge "$3" ]; then verdict=faulty; break; fi
            else
                bad=
            fi
        fi
        [ "$says" = "$told" ] || printf '%s s: %s\n' "$took" "$says" | plain
        told=$says
        clock
        took=$((now - began))
        if [ "$took" -ge "$4" ] && [ "$says" != healthy ]; then verdict=late; break; fi
        if [ "$took" -ge $(($4 + $3)) ]; then verdict=late; break; fi
        if [ -n "$5" ] && [ -z "$since" ]; then
            is=$(wc -c 2>/dev/null <"$log")
            if [ "$is" != "$size" ]; then size=$is moved=$now; fi
            if [ $((now - moved)) -ge "$5" ]; then verdict=stuck; break; fi
        fi
        nap
    done
    clock
    printf '\036%s|%s|%s|%s|%s\n' "$verdict" $((now - began)) "$since" "${server:-$known}" "$(printf %s "$faulty" | plain)"
    [ "$verdict" != healthy ] || return 0
    printf '%s\n' "$says" | head -n 1 | plain
    date '+%Y-%m-%d %H:%M:%S'
    told_at_start "$1" "$2" | plain
    printf '\036'
    [ ! -f "$log" ] || tail -c 200000 "$log" | plain
}
