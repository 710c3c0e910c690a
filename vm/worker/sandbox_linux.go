package worker

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// niceness of a worker: proofs use what the node and its neighbours leave.
const niceness = 5

// Names of the measures in the sandbox report.
const (
	measureNamespaces = "namespaces"
	measureSession    = "session"
	measureParent     = "dies with parent"
	measureEnv        = "environment"
	measurePrivs      = "no new privileges"
	measureLandlock   = "landlock"
	measureSeccomp    = "seccomp"
	measureRlimits    = "rlimits"
	measureOOM        = "oom score"
	measureNice       = "nice"
)

// confineAndRestart is the first image of a worker: it takes on the measures that
// are inherited through execve and executes the same binary again. All is done on
// one thread, because landlock, privileges and priority belong to a thread; execve
// ends the others.
func confineAndRestart() error {
	runtime.LockOSThread()
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte("1000"), 0)
	_ = unix.Setpriority(unix.PRIO_PROCESS, 0, niceness)
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("give up new privileges: %w", err)
	}
	// What cannot be had is told to the second image, which reports it.
	status := restrictFiles()
	args := append(os.Args[:len(os.Args):len(os.Args)], status, sealed)
	return fmt.Errorf("restart: %w", unix.Exec("/proc/self/exe", args, nil))
}

// seal is the last step before hostile bytes: limits, then the system call
// filter. It returns the report and the private memory in use in bytes.
func seal(hello request) (report map[string]string, baseline uint64) {
	report = map[string]string{
		measureLandlock: os.Args[len(os.Args)-2],
		measurePrivs:    on(noNewPrivs()),
		measureOOM:      on(fileSays("/proc/self/oom_score_adj", "1000")),
		measureNice:     on(isNice()),
		measureEnv:      on(emptyEnvironment()),
	}
	baseline, err := privateMemory()
	if err == nil {
		err = limitProcess(baseline, hello.MemoryMB, hello.FileMB)
	}
	report[measureRlimits] = on(err)
	report[measureSeccomp] = on(filterSyscalls(policyOf(hello)))
	return report, baseline
}

func on(err error) string {
	if err != nil {
		return "off: " + err.Error()
	}
	return "on"
}

func noNewPrivs() error {
	v, err := unix.PrctlRetInt(unix.PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0)
	if err == nil && v != 1 {
		err = errors.New("not set")
	}
	return err
}

func isNice() error {
	v, err := unix.Getpriority(unix.PRIO_PROCESS, 0)
	if err == nil && 20-v < niceness { // the system call answers 20 - nice
		err = fmt.Errorf("niceness is %d", 20-v)
	}
	return err
}

func fileSays(path, want string) error {
	b, err := os.ReadFile(path)
	if err == nil && strings.TrimSpace(string(b)) != want {
		err = fmt.Errorf("is %.20q", b)
	}
	return err
}

func emptyEnvironment() error {
	b, err := os.ReadFile("/proc/self/environ")
	if err == nil && len(b) > 0 {
		err = fmt.Errorf("has %d bytes", len(b))
	}
	return err
}

// privateMemory reads VmData, which is what RLIMIT_DATA counts, in bytes.
func privateMemory() (uint64, error) {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, fmt.Errorf("read memory in use: %w", err)
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "VmData:"); ok {
			kb, err := strconv.ParseUint(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			if err != nil {
				return 0, fmt.Errorf("read memory in use: %w", err)
			}
			return kb << 10, nil
		}
	}
	return 0, errors.New("read memory in use: no VmData")
}
