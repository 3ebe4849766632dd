# Words for waiting.

# hundredths: a clock that nobody sets, in hundredths of a second.
hundredths() {
    read -r up _ </proc/uptime
    up=${up%.*}${up#*.}
    while [ "${up#0}" != "$up" ] && [ -n "${up#0}" ]; do up=${up#0}; done
    printf '%s\n' "$up"
}

# nap: a fifth of a second, or a second where sleep knows no less.
nap() {
    sleep 0.2 2>/dev/null || sleep 1
}
