package worker

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	ll "github.com/landlock-lsm/go-landlock/landlock/syscall"
	"golang.org/x/sys/unix"
)

// What a worker may still do with files until the system call filter takes that,
// too. Everything not listed is refused; nothing at all may be written.
const (
	readAndRun = ll.AccessFSReadFile | ll.AccessFSReadDir | ll.AccessFSExecute
	readOnly   = ll.AccessFSReadFile | ll.AccessFSReadDir
	fileOnly   = ll.AccessFSReadFile | ll.AccessFSExecute
)

// handledRights returns the rights a landlock of version abi knows: all of them
// are taken away.
func handledRights(abi int) ll.RulesetAttr {
	r := ll.RulesetAttr{HandledAccessFS: 1<<13 - 1} // version 1: execute … make symlink
	for _, add := range []struct {
		since int
		fs    uint64
	}{{2, ll.AccessFSRefer}, {3, ll.AccessFSTruncate}, {5, ll.AccessFSIoctlDev}} {
		if abi >= add.since {
			r.HandledAccessFS |= add.fs
		}
	}
	if abi >= 4 {
		r.HandledAccessNet = ll.AccessNetBindTCP | ll.AccessNetConnectTCP
	}
	if abi >= 6 {
		r.Scoped = ll.ScopeAbstractUnixSocket | ll.ScopeSignal
	}
	return r
}

// restrictFiles puts the calling thread under landlock and says what came of it.
func restrictFiles() string {
	abi, err := ll.LandlockGetABIVersion()
	if err != nil {
		return "off: not in this kernel: " + err.Error()
	}
	attr := handledRights(abi)
	ruleset, err := ll.LandlockCreateRuleset(&attr, 0)
	if err != nil {
		return "off: make rules: " + err.Error()
	}
	defer func() { _ = unix.Close(ruleset) }()
	for path, rights := range allowedPaths() {
		if err := allow(ruleset, path, rights&attr.HandledAccessFS); err != nil {
			return "off: " + err.Error()
		}
	}
	// The library, where it is a file and not in memory (which landlock leaves alone).
	_ = ll.LandlockAddPathBeneathRule(ruleset, &ll.PathBeneathAttr{ParentFd: fdLibrary, AllowedAccess: fileOnly}, 0)
	if err := ll.LandlockRestrictSelf(ruleset, 0); err != nil {
		return "off: " + err.Error()
	}
	return fmt.Sprintf("on (abi %d)", abi)
}

// allowedPaths lists what the second image needs to start: the binary itself and
// system libraries, with those this image has mapped, and what the Go runtime and
// the seal look up.
func allowedPaths() map[string]uint64 {
	paths := map[string]uint64{
		"/proc/self/exe": fileOnly, "/proc/self": readOnly,
		"/etc/ld.so.cache": ll.AccessFSReadFile, "/etc/ld.so.preload": ll.AccessFSReadFile,
		"/lib": readAndRun, "/lib64": readAndRun, "/usr/lib": readAndRun, "/usr/lib64": readAndRun,
		"/sys/fs/cgroup": readOnly, "/sys/devices/system/cpu": readOnly, "/sys/kernel/mm": readOnly,
	}
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return paths
	}
	for line := range strings.Lines(string(maps)) {
		_, file, ok := strings.Cut(line, "/")
		if file = "/" + strings.TrimSpace(file); ok && strings.Contains(filepath.Base(file), ".so") {
			paths[file] = fileOnly
		}
	}
	return paths
}

// allow adds one rule; what does not exist needs none. Rights that only a
// directory can have are dropped for a file.
func allow(ruleset int, path string, rights uint64) error {
	fd, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil
	}
	defer func() { _ = unix.Close(fd) }()
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		return fmt.Errorf("look at %s: %w", path, err)
	}
	if st.Mode&unix.S_IFMT != unix.S_IFDIR {
		rights &= fileOnly
	}
	if err := ll.LandlockAddPathBeneathRule(ruleset, &ll.PathBeneathAttr{ParentFd: fd, AllowedAccess: rights}, 0); err != nil {
		return fmt.Errorf("allow %s: %w", path, err)
	}
	return nil
}
