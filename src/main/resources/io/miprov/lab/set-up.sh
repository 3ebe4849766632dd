# Runs inside the new system, once: makes a minimal Debian a lab host.

# The user that people and tools log in as; its key comes when the host starts.
useradd --create-home --shell /bin/bash ops
echo 'ops:ops' | chpasswd
printf 'ops ALL=(ALL) NOPASSWD: ALL\n' >/etc/sudoers.d/ops
chmod 0440 /etc/sudoers.d/ops
install -d -m 0700 -o ops -g ops /home/ops/.ssh

# Every host makes host keys of its own when it first starts.
rm -f /etc/ssh/ssh_host_*
mkdir -p /etc/systemd/system/ssh.service.d
cat >/etc/systemd/system/ssh.service.d/host-keys.conf <<'UNIT'
[Service]
ExecStartPre=
ExecStartPre=/usr/bin/ssh-keygen -A
ExecStartPre=/usr/sbin/sshd -t
UNIT
printf 'PasswordAuthentication no\nMaxStartups 100:30:200\n' >/etc/ssh/sshd_config.d/lab.conf

# What has no meaning in a container, or would act on its own while somebody works.
for unit in systemd-udevd.service systemd-udev-trigger.service systemd-udevd-control.socket \
    systemd-udevd-kernel.socket systemd-modules-load.service sys-kernel-debug.mount \
    sys-kernel-tracing.mount dev-hugepages.mount dev-mqueue.mount getty.target console-getty.service \
    apt-daily.timer apt-daily-upgrade.timer systemd-logind.service e2scrub_all.timer fstrim.timer; do
    ln -sf /dev/null "/etc/systemd/system/$unit"
done

# Each machine its own identity.
: >/etc/machine-id
rm -f /var/lib/dbus/machine-id /etc/hostname
apt-get clean
