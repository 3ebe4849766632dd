# What stands between us and the shell that runs scripts: it passes our bytes on, and when they end
# (we hung up, we died, the network did) it ends the script that is running and all it started.
# What earlier scripts left running on purpose lives on.

# running: prints when the running script started (clock ticks, a colon, its process) and its processes; `idle`
# while there is none yet; nothing when there will be none. Of the same session, those are meant that came after
# its start and have no parent there: their parent has ended. The top is waiting (S) once it has begun all that
# it begins, so that whoever is missing then has ended.
running() {
    cat /proc/[0-9]*/stat 2>/dev/null | awk -v top="$top" -v me="$me" -v since="$since" -v known="$known" '
        {
            pid = $1
            sub(/^.*\) /, "")
            if ($1 == "Z") next
            state[pid] = $1; parent[pid] = $2; session[pid] = $4; start[pid] = $20 + 0
        }
        function under(pid, root) {
            while (pid in parent) { if (pid == root) return 1; pid = parent[pid] }
            return 0
        }
        function doomed(pid) {
            while (pid in parent) { if (pid in root) return 1; pid = parent[pid] }
            return 0
        }
        function later(pid) {
            return start[pid] > tick || start[pid] == tick && pid + 0 > first
        }
        END {
            for (pid in parent) if (parent[pid] == top && pid != me) keeper = pid
            for (pid in parent) if (keeper != "" && parent[pid] == keeper) driver = pid
            if (since == "") {
                for (pid in parent) if (driver != "" && parent[pid] == driver) {
                    root[pid] = 1
                    if (since == "" || start[pid] < tick) { tick = start[pid]; first = pid + 0; since = tick ":" first }
                }
                if (since == "") {
                    if (keeper != "" || state[top] != "" && state[top] != "S") print "idle"
                    exit
                }
            }
            split(since, began, ":")
            tick = began[1] + 0; first = began[2] + 0
            split(known, old, " ")
            for (i in old) if (old[i] in parent) root[old[i]] = 1
            for (pid in parent)
                if (session[pid] == session[me] && later(pid) && pid != top && pid != driver && pid != keeper &&
                    !under(pid, me) && session[parent[pid]] != session[me]) root[pid] = 1
            line = ""
            for (pid in parent) if (doomed(pid)) line = line " " pid
            if (line != "") print since line
            else if (driver != "") print since
        }'
}

# end_running: ends what the guarded shell runs now.
end_running() {
    read -r me rest </proc/self/stat || return
    top=$$ since= known=
    finish_off
}

# end_all PID: ends another guarded shell with all it runs.
end_all() {
    me=$1 top=$1 since=0:0 known=" $1"
    finish_off
}

# finish_off: asks the processes to end, and makes them after a second. They are halted until none is missed, so
# that none begins another between our look and our word.
finish_off() {
    asked= round=0 halted=0
    while [ $round -lt 100 ]; do
        found=$(running)
        [ -n "$found" ] || return 0
        if [ "$found" != idle ]; then
            since=${found%% *}
            known=${found#"$since"}
            # shellcheck disable=SC2086
            set -- $known
            if [ -z "$asked" ] && [ $# -gt $halted ]; then
                kill -STOP "$@"
                halted=$#
                continue
            fi
            [ -n "$asked" ] || { kill -TERM "$@"; kill -CONT "$@"; round=0; }
            asked=yes
            [ $round -lt 10 ] || kill -KILL "$@"
        fi
        round=$((round + 1))
        sleep 0.1 || sleep 1
    done 2>/dev/null
}

# other_children: the children of the outermost shell but for the one that asks.
other_children() {
    read -r me rest </proc/self/stat || return
    cat /proc/[0-9]*/stat 2>/dev/null | awk -v top=$$ -v me="$me" '
        { pid = $1; sub(/^.*\) /, ""); if ($2 == top && pid != me) print pid }'
}

# pass_on: our bytes, then the word that ends an idle shell in good order.
pass_on() {
    cat
    echo 'exit 77'
    exec >/dev/null
    end_running
}

# keep MARK SHELL...: the shell; when a script killed it, we say so and nobody waits for it any longer.
keep() {
    mark=$1
    shift
    "$@"
    status=$?
    [ $status -ne 77 ] || return
    printf '\036%s %d\n' "$mark" $status
    printf '\036%s\n' "$mark" >&2
    kill $(other_children) 2>/dev/null
}

# parent_of PID: prints the process that it belongs to; nothing when it is gone.
parent_of() {
    read -r pid rest </proc/"$1"/stat || return
    rest=${rest##*) }
    rest=${rest#* }
    printf %s "${rest%% *}"
}

# mind: whoever waits to pass on what a script does not read can not see that we went away. So this looks
# whether the session still belongs to the process that began it, and ends the script if not.
mind() {
    exec >/dev/null
    read -r pid rest </proc/self/stat || return
    rest=${rest##*) }
    # shellcheck disable=SC2086
    set -- $rest
    me=$2 leader=$4 top=$$ since= known=
    began=$(parent_of "$leader")
    while sleep 1 && kill -0 "$me"; do
        [ "$(parent_of "$leader")" = "$began" ] || finish_off
    done
}

# pass_chunks: a line with a number, then so many bytes, until a number is 0; what comes after that is no input.
# When that 0 does not come, the script is ended before its input, so that it does not take half for all of it.
pass_chunks() {
    mind &
    minder=$!
    while IFS= read -r size; do
        if [ "$size" = 0 ]; then
            exec >/dev/null
            cat
            break
        fi
        blocks=$((size / 65536)) rest=$((size % 65536))
        [ $blocks = 0 ] || dd bs=65536 count=$blocks iflag=fullblock || cat >/dev/null
        [ $rest = 0 ] || dd bs=$rest count=1 iflag=fullblock || cat >/dev/null
    done
    [ "$size" = 0 ] || end_running
    exec >/dev/null
    kill $minder
    end_running
}
