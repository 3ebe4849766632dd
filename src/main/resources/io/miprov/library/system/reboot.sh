# boot_token: a text that is another one after each boot. A container keeps the boot id of its machine, so when
# process 1 began is told too.
boot_token() {
    cat /proc/sys/kernel/random/boot_id 2>/dev/null
    sed 's/.*) //' /proc/1/stat | cut -d ' ' -f 20
}

# booted BEFORE TOKEN COMMAND: whether the script TOKEN prints something else than before, and the command succeeds.
booted() {
    now=$(eval "$2") || return 1
    if [ -z "$now" ] || [ "$now" = "$1" ]; then
        printf 'it has not rebooted yet\n' >&2
        return 1
    fi
    eval "$3" >/dev/null
}

# reboot_in MINUTES MESSAGE FOLDER...: reboots by the shutdown that is in one of the folders, or by reboot where there is none.
reboot_in() {
    minutes=$1
    message=$2
    shift 2
    if [ "$minutes" = 0 ]; then at=now; else at=+$minutes; fi
    for each; do
        if [ -x "$each/shutdown" ]; then
            "$each/shutdown" -r "$at" "$message"
            return
        fi
    done
    for each; do
        if [ -x "$each/reboot" ]; then
            "$each/reboot" -d "$((minutes * 60))"
            return
        fi
    done
    printf 'neither shutdown nor reboot is in %s\n' "$*" >&2
    return 1
}

# reboot_by COMMAND FOLDER...: runs the command, whose program may be in one of the folders.
reboot_by() {
    command=$1
    shift
    for each; do PATH=$PATH:$each; done
    eval "$command"
}
