package worker

import (
	"errors"
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// apart are the namespaces a worker gets: no network, no System V objects, no
// host name, and a user that is nobody outside.
const apart = unix.CLONE_NEWUSER | unix.CLONE_NEWNET | unix.CLONE_NEWIPC | unix.CLONE_NEWUTS

// startConfined starts a command in new namespaces, or without them where the
// kernel or a container forbids it; the filter of system calls stands in for
// them there.
func startConfined(command func() *exec.Cmd) (*exec.Cmd, map[string]string, error) {
	report := map[string]string{measureSession: "on", measureParent: "on", measureNamespaces: "on (user, network, ipc, uts)"}
	cmd := command()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Pdeathsig: syscall.SIGKILL, Cloneflags: apart}
	err := cmd.Start()
	if err == nil {
		return cmd, report, nil
	}
	if !forbidden(err) {
		return nil, nil, err
	}
	report[measureNamespaces] = "off: " + err.Error()
	cmd = command()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		return nil, nil, err
	}
	return cmd, report, nil
}

// forbidden reports whether err is what a kernel answers that gives no namespaces.
func forbidden(err error) bool {
	for _, e := range []error{unix.EPERM, unix.EINVAL, unix.ENOSPC, unix.EUSERS, unix.ENOSYS, unix.EACCES} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// awaitExit returns when p has ended but leaves it to be waited for, so that its
// process id stays taken.
func awaitExit(p *os.Process) {
	for {
		err := unix.Waitid(unix.P_PID, p.Pid, nil, unix.WEXITED|unix.WNOWAIT, nil)
		if !errors.Is(err, unix.EINTR) {
			return
		}
	}
}

func killGroup(p *os.Process) {
	// A worker that has not come as far as setsid has no group of its own.
	_ = unix.Kill(-p.Pid, unix.SIGKILL)
	_ = unix.Kill(p.Pid, unix.SIGKILL)
}
